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
      List.of("story", "affected", "outcome", "failed", "back after");

  private SummaryTable() {}

  /**
   * The lines of the table, and below it what was not as it should be.
   *
   * @param width how many characters fit into a line
   */
  public static List<String> lines(DemoReport report, Style style, int width) {
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
      for (String why : whys(story.affected(), width)) {
        lines.addAll(Wrap.lines(style.dim(why), width, 6));
      }
    }
    lines.add("");
    if (report.stories().stream().anyMatch(story -> story.secondsToStable() != null)) {
      String note = "back after: from the canary's first failed answer to the last it gave";
      lines.addAll(Wrap.lines(style.dim(note), width, 0));
    }
    lines.addAll(Wrap.lines(total(report, style), width, 0));
    for (String problem : report.problems()) {
      lines.addAll(Wrap.lines(style.red("  not as it should be: " + problem), width, 4));
    }
    return List.copyOf(lines);
  }

  private static List<String> cells(StoryReport story) {
    Double seconds = story.secondsToStable();
    return List.of(
        story.title(),
        Integer.toString(story.affected().size()),
        story.outcome().text(),
        story.requests() == 0 ? "-" : story.failedRequests() + " of " + story.requests(),
        seconds == null ? "-" : Texts.seconds(seconds));
  }

  /** A line for each service, or a single one when all are affected for the same reasons. */
  private static List<String> whys(List<AffectedService> affected, int width) {
    List<String> reasons = affected.stream().map(SummaryTable::reasons).distinct().toList();
    if (affected.size() < 2 || reasons.size() > 1) {
      return affected.stream().map(each -> why(each.service(), reasons(each))).toList();
    }
    String names =
        affected.stream().map(AffectedService::service).collect(Collectors.joining(", "));
    String named = why(names, reasons.get(0));
    return List.of(named.length() <= width ? named : why("all " + affected.size(), reasons.get(0)));
  }

  private static String why(String who, String reasons) {
    return "    " + who + ": " + reasons;
  }

  private static String reasons(AffectedService affected) {
    return affected.reasons().stream()
        .map(AffectedService.Why::detail)
        .collect(Collectors.joining("; "));
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
      boolean number = column != 0 && column != 2;
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
