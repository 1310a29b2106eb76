package dev.serin.demo.view;

import dev.serin.demo.report.AffectedService;
import dev.serin.demo.report.DemoReport;
import dev.serin.demo.report.StoryReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a report as a table for people. */
public final class SummaryTable {
  private static final String GAP = "  ";
  private static final List<String> HEADINGS =
      List.of("story", "affected", "outcome", "requests", "failed", "to stable");

  private SummaryTable() {}

  /** The lines of the table, and below it what was not as it should be. */
  public static List<String> lines(DemoReport report, Style style) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    report.stories().forEach(story -> rows.add(cells(story)));
    int[] widths = widths(rows);

    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(style.bold(row(HEADINGS, widths)));
    for (StoryReport story : report.stories()) {
      String text = row(cells(story), widths);
      lines.add(story.asExpected() ? text : style.red(text));
      story.affected().forEach(affected -> lines.add(style.dim(why(affected))));
    }
    lines.add("");
    lines.add(total(report, style));
    report.problems().forEach(problem -> lines.add(style.red("  not as it should be: " + problem)));
    return lines;
  }

  private static List<String> cells(StoryReport story) {
    Double seconds = story.secondsToStable();
    return List.of(
        story.title(),
        Texts.count(story.affected().size(), "service"),
        story.outcome().word(),
        Long.toString(story.requests()),
        Long.toString(story.failedRequests()),
        seconds == null ? "-" : Texts.seconds(seconds));
  }

  private static String why(AffectedService affected) {
    String reasons =
        affected.reasons().stream()
            .map(AffectedService.Why::detail)
            .collect(Collectors.joining("; "));
    return "    " + affected.service() + ": " + reasons;
  }

  private static String total(DemoReport report, Style style) {
    String text =
        Texts.count(report.stories().size(), "story").replace("storys", "stories")
            + " in "
            + Texts.seconds(report.seconds())
            + ", "
            + Texts.count(report.requests(), "request")
            + ", "
            + report.failedRequests()
            + " failed. ";
    return text
        + (report.ok()
            ? style.green("Everything ended as it should.")
            : style.red("Not everything ended as it should:"));
  }

  private static String row(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      boolean number = column >= 3;
      line.append(number ? Texts.right(cell, widths[column]) : Texts.left(cell, widths[column]));
      line.append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }
}
