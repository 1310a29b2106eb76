package dev.serin.demo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutEndsTest {
  @Test
  void theBoundOfAnEvidenceIsExplained() {
    assertEquals(
        List.of(
            "metric 'errors': e-value 709 over bound 100",
            "(chance alone would reach the bound in at most 1 of 100 canaries)"),
        RolloutEnds.explained("metric 'errors': e-value 709 over bound 100"));
  }

  @Test
  void otherEvidenceStaysAsItIs() {
    assertEquals(List.of("pods crash"), RolloutEnds.explained("pods crash"));
  }
}
