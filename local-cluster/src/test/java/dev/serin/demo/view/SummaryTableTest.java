package dev.serin.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.demo.report.DemoReport;
import dev.serin.demo.report.Reports;
import dev.serin.demo.report.StoryOutcome;
import dev.serin.demo.report.StoryReport;
import dev.serin.demo.story.Story;
import dev.serin.demo.story.StoryBook;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  @Test
  void eachStoryHasARowAndEachAffectedServiceItsReasons() {
    assertEquals(
        List.of(
            "",
            "story        affected  outcome         failed  back after",
            "Good change         2  promoted     0 of 4000           -",
            "    catalogue: changed products.json",
            "    recommendations: depends on products.json",
            "Bad change          1  rolled back  9 of 2000       2.8 s",
            "    cart: changed cart-store.js",
            "",
            "back after: from the canary's first failed answer to the last it gave",
            "2 stories in 71.3 s, 12345 requests, 9 failed. Everything ended as it should."),
        SummaryTable.lines(Reports.demo(), new Style(false), 79));
  }

  @Test
  void aReasonThatAllServicesShareIsSaidOnce() {
    DemoReport report =
        new DemoReport("local", 1, true, 7, 50, 0, 0, List.of(), List.of(Reports.firstCommit()));

    assertEquals(
        List.of(
            "",
            "story         affected  outcome   failed  back after",
            "First commit         4  promoted       -           -",
            "    all 4: first build: no earlier commit was given to compare with",
            "",
            "1 story in 1.0 s, 0 requests, 0 failed. Everything ended as it should."),
        SummaryTable.lines(report, new Style(false), 79));
  }

  @Test
  void theTableFitsTheNarrowestUsualTerminal() {
    StoryReport wide = Reports.badChange();
    StoryReport longest =
        new StoryReport(
            wide.name(),
            StoryBook.all().stream()
                .map(Story::title)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(),
            wide.commits(),
            wide.affected(),
            wide.services(),
            StoryOutcome.PARTLY_RELEASED,
            true,
            List.of(),
            12_345,
            123,
            12.5,
            null,
            9.5);
    DemoReport report = new DemoReport("local", 1, true, 7, 50, 0, 0, List.of(), List.of(longest));

    List<String> lines = SummaryTable.lines(report, new Style(false), 79);

    assertTrue(lines.stream().allMatch(line -> line.length() <= 79), lines.toString());
  }

  @Test
  void whatWentWrongIsListed() {
    DemoReport bad =
        new DemoReport(
            "local",
            1,
            false,
            7,
            50,
            10,
            1,
            List.of("Good change: no request should fail but 1 did"),
            List.of(Reports.goodChange()));

    List<String> lines = SummaryTable.lines(bad, new Style(false), 79);

    assertTrue(
        lines.contains(
            "1 story in 1.0 s, 10 requests, 1 failed. Not everything ended as it should:"));
    assertEquals(
        "  not as it should be: Good change: no request should fail but 1 did",
        lines.get(lines.size() - 1));
  }
}
