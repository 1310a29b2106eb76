package dev.serin.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldLinesTest {
  @Test
  void linesWaitForTheirTurnAndThenGoThroughInOrder() {
    List<String> seen = new ArrayList<>();
    HeldLines held = new HeldLines(seen::add);

    held.accept("one");
    assertEquals(List.of(), seen);
    held.release();
    held.accept("two");

    assertEquals(List.of("one", "two"), seen);
  }
}
