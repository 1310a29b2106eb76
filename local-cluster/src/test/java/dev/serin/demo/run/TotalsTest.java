package dev.serin.demo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.demo.measure.Tally;
import dev.serin.demo.place.local.LocalBackend;
import dev.serin.demo.report.DemoReport;
import dev.serin.demo.report.Reports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final Settings SETTINGS =
      new Settings(
          Path.of("shop"),
          Path.of("agent.jar"),
          new LocalBackend("shop", Path.of("agent.jar"), 0, 7),
          50,
          7,
          false,
          false,
          List.of());

  @Test
  void failuresInsideTheStoriesAreJudgedByTheStories() {
    DemoReport report = report(new Tally(7000, 9));

    assertTrue(report.ok());
    assertEquals(9, report.failedRequests());
    assertEquals(71.5, report.seconds());
  }

  @Test
  void aFailureBetweenTheStoriesIsAProblemToo() {
    DemoReport report = report(new Tally(7000, 11));

    assertFalse(report.ok());
    assertEquals(
        List.of("between the stories, 2 requests failed, and none should"), report.problems());
  }

  private static DemoReport report(Tally requests) {
    return Totals.of(
        List.of(Reports.goodChange(), Reports.badChange()),
        requests,
        SETTINGS,
        Duration.ofMillis(71_500));
  }
}
