package dev.serin.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.demo.push.DiffLine;
import dev.serin.demo.push.Pushed;
import dev.serin.demo.report.AffectedService;
import dev.serin.demo.report.CommitReport;
import dev.serin.demo.report.Reports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private final List<String> lines = new ArrayList<>();
  private final Narrator narrator =
      new Narrator(lines::add, new Style(false), 80, () -> Duration.ofSeconds(67));

  @Test
  void aPushIsShownWithItsCommitAuthorAndDiff() {
    narrator.pushed(
        pushed(
            List.of(
                new DiffLine(DiffLine.Kind.FILE, "a.txt"),
                new DiffLine(DiffLine.Kind.REMOVED, "  old"),
                new DiffLine(DiffLine.Kind.ADDED, "  new"))));

    assertEquals(
        List.of(
            "   1:07  git push: cccccccccc \"Tidy up\" by Ben (1 file)",
            "          a.txt",
            "            - old",
            "            + new"),
        lines);
  }

  @Test
  void aLongDiffIsCut() {
    narrator.pushed(
        pushed(
            IntStream.range(0, 20)
                .mapToObj(number -> new DiffLine(DiffLine.Kind.ADDED, "line " + number))
                .toList()));

    assertEquals("            … 8 more lines", lines.get(lines.size() - 1));
  }

  @Test
  void whatIsAffectedIsShownWithReasonsAndWhatIsNotByName() {
    narrator.affected(
        List.of(
            new AffectedService(
                "checkout",
                List.of(new AffectedService.Why("dependency", "depends on libs/money")))),
        List.of("cart", "catalogue"));

    assertEquals(
        List.of(
            "   1:07  affected: 1 service",
            "          checkout         depends on libs/money",
            "          left alone: cart, catalogue"),
        lines);
  }

  @Test
  void aVerdictSaysWhetherItEndedAsItShould() {
    narrator.verdict(Reports.badChange());

    assertEquals(
        List.of(
            "   1:07  ✓ rolled back, as it should be: 2000 requests, 9 failed; 9.5 s from",
            "         push to end"),
        lines);
  }

  @Test
  void aReasonThatAllServicesShareIsSaidOnce() {
    narrator.affected(Reports.firstCommit().affected(), List.of());

    assertEquals(
        List.of(
            "   1:07  affected: 4 services",
            "          cart, catalogue, checkout, recommendations",
            "            first build: no earlier commit was given to compare with"),
        lines);
  }

  @Test
  void beforeThereAreCustomersAVerdictSaysNothingOfRequests() {
    narrator.verdict(Reports.firstCommit());

    assertEquals(List.of("   1:07  ✓ promoted, as it should be: 47.8 s from push to end"), lines);
  }

  @Test
  void aLineOfADiffIsCutToTheWidth() {
    narrator.pushed(pushed(List.of(new DiffLine(DiffLine.Kind.ADDED, "x".repeat(200)))));

    assertEquals("            + " + "x".repeat(65) + "…", lines.get(lines.size() - 1));
  }

  @Test
  void aLongLineIsBrokenUnderItsText() {
    narrator.service("cart", "built, " + "12 tests passed, ".repeat(5));

    assertTrue(lines.size() > 1, lines.toString());
    assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines.toString());
    assertTrue(lines.get(1).matches(" {26}\\S.*"), lines.get(1));
  }

  @Test
  void partsStandBelowWhatHappened() {
    narrator.at("up:", List.of("gateway        http://127.0.0.1:1"));

    assertEquals(List.of("   1:07  up:", "          gateway        http://127.0.0.1:1"), lines);
  }

  private static Pushed pushed(List<DiffLine> diff) {
    CommitReport commit = new CommitReport("c".repeat(40), "Tidy up", "Ben");
    return new Pushed(Optional.empty(), List.of(new Pushed.DiffedCommit(commit, 1, diff)));
  }
}
