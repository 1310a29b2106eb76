package dev.serin.demo.report;

import static dev.serin.demo.report.ServiceOutcome.FAILED_BUILD;
import static dev.serin.demo.report.ServiceOutcome.FAILED_TEST;
import static dev.serin.demo.report.ServiceOutcome.NOT_FINISHED;
import static dev.serin.demo.report.ServiceOutcome.PROMOTED;
import static dev.serin.demo.report.ServiceOutcome.ROLLED_BACK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoryOutcomeTest {
  @Test
  void theServicesTellHowTheStoryEnded() {
    assertEquals(StoryOutcome.PROMOTED, StoryOutcome.of(List.of(PROMOTED, PROMOTED)));
    assertEquals(StoryOutcome.ROLLED_BACK, StoryOutcome.of(List.of(ROLLED_BACK)));
    assertEquals(StoryOutcome.ROLLED_BACK, StoryOutcome.of(List.of(ROLLED_BACK, FAILED_BUILD)));
    assertEquals(StoryOutcome.PARTLY_RELEASED, StoryOutcome.of(List.of(PROMOTED, FAILED_TEST)));
    assertEquals(StoryOutcome.PARTLY_RELEASED, StoryOutcome.of(List.of(PROMOTED, ROLLED_BACK)));
    assertEquals(StoryOutcome.NOT_RELEASED, StoryOutcome.of(List.of(FAILED_BUILD, FAILED_TEST)));
    assertEquals(StoryOutcome.NOT_RELEASED, StoryOutcome.of(List.of()));
    assertEquals(StoryOutcome.BROKEN_OFF, StoryOutcome.of(List.of(PROMOTED, NOT_FINISHED)));
  }
}
