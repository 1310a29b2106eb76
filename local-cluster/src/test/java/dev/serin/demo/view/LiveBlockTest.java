package dev.serin.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.demo.measure.Tally;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBlockTest {
  private static final LiveState STATE =
      new LiveState(
          Duration.ofSeconds(67),
          "waiting for the canaries",
          Duration.ofSeconds(2),
          List.of(
              new ServiceLine("cart", 10, new Tally(90, 0), new Tally(9, 3)),
              new ServiceLine("recommendations", 0, new Tally(100, 0), Tally.NONE)));

  @Test
  void theBlockShowsWeightRateAndErrorsOfBothVersions() {
    List<String> lines = LiveBlock.lines(STATE, new Style(false), 79);

    assertEquals(
        "  cart             █░░░░░░░░░  10 %  45.0/s 0.0 %      4.5/s 33.3 % ", lines.get(3));
    assertEquals(
        "  recommendations  ░░░░░░░░░░   0 %  50.0/s 0.0 %    -              ", lines.get(4));
    assertEquals("   1:07  waiting for the canaries", lines.get(lines.size() - 1));
  }

  @Test
  void headingsStandOverTheirColumns() {
    List<String> lines = LiveBlock.lines(STATE, new Style(false), 79);

    assertEquals(lines.get(1).indexOf("canary's"), lines.get(3).indexOf("█"));
    assertEquals(lines.get(1).indexOf("stable:"), lines.get(3).indexOf(" 45.0/s"));
    assertEquals(lines.get(1).indexOf("canary:"), lines.get(3).indexOf("  4.5/s"));
    assertEquals("  at the gateway   share            rate, errors     rate, errors", lines.get(2));
  }

  @Test
  void aLogGetsOneLineThatNamesOnlyServicesWithACanary() {
    String line = LiveBlock.line(STATE);

    assertEquals(
        "   1:07  waiting for the canaries | all: 99.5/s, 1.5 % errors"
            + " | cart 10 %: stable 0.0 %, canary 4.5/s 33.3 % errors",
        line);
    assertTrue(!line.contains("recommendations"));
  }

  @Test
  void aLongStatusIsBrokenBelowItsText() {
    LiveState busy =
        new LiveState(
            Duration.ofSeconds(3), "builds: " + "cart ".repeat(20), Duration.ZERO, List.of());

    List<String> lines = LiveBlock.logLines(busy, 80);

    assertEquals(2, lines.size());
    assertTrue(lines.get(0).length() <= 80, lines.get(0));
    assertTrue(lines.get(1).startsWith("         cart"), lines.get(1));
  }

  @Test
  void beforeAnythingRunsThereIsOnlyTheTimeAndWhatIsDone() {
    LiveState early = new LiveState(Duration.ofSeconds(3), "building", Duration.ZERO, List.of());

    assertEquals("   0:03  building", LiveBlock.line(early));
    assertEquals(List.of("", "   0:03  building"), LiveBlock.lines(early, new Style(false), 79));
  }
}
