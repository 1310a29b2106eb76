package dev.serin.demo.view;

import dev.serin.demo.measure.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what is going on: as a block that is redrawn, or as one line for a log. */
public final class LiveBlock {
  private static final int BAR = 10;
  private static final int TRAFFIC = 15;
  private static final int SHARE = BAR + 6;

  private LiveBlock() {}

  /**
   * The block for a terminal.
   *
   * @param width how many characters fit into a line
   */
  public static List<String> lines(LiveState state, Style style, int width) {
    List<String> lines = new ArrayList<>();
    int nameWidth =
        state.services().stream().mapToInt(line -> line.service().length()).max().orElse(0);
    lines.add("");
    if (!state.services().isEmpty()) {
      lines.add(heading("", "canary's", "stable:", "canary:", nameWidth, style));
      lines.add(
          heading("at the gateway", "share", "rate, errors", "rate, errors", nameWidth, style));
    }
    for (ServiceLine line : state.services()) {
      lines.add(serviceLine(line, nameWidth, state.lookBack(), style));
    }
    String status = Narrator.time(state.elapsed()) + state.doing();
    lines.addAll(Wrap.lines(style.dim(status), width, Narrator.TIME_WIDTH));
    return lines;
  }

  private static String heading(
      String service, String share, String stable, String canary, int nameWidth, Style style) {
    return style.dim(
        "  "
            + Texts.left(service, nameWidth)
            + "  "
            + Texts.left(share, SHARE)
            + " "
            + Texts.left(stable, TRAFFIC)
            + "  "
            + canary);
  }

  private static String serviceLine(
      ServiceLine line, int nameWidth, Duration lookBack, Style style) {
    return "  "
        + style.cyan(Texts.left(line.service(), nameWidth))
        + "  "
        + bar(line.canaryWeight(), style)
        + " "
        + Texts.right(line.canaryWeight() + " %", 5)
        + " "
        + traffic(line.stable(), lookBack, style)
        + "  "
        + traffic(line.canary(), lookBack, style);
  }

  private static String bar(int weight, Style style) {
    int filled = (int) Math.round(weight * BAR / 100.0);
    return style.yellow("█".repeat(filled)) + style.dim("░".repeat(BAR - filled));
  }

  private static String traffic(Tally tally, Duration lookBack, Style style) {
    if (tally.requests() == 0) {
      return style.dim(Texts.left("-", TRAFFIC));
    }
    String text = Texts.left(rate(tally, lookBack) + " " + errors(tally), TRAFFIC);
    return tally.failed() > 0 ? style.red(text) : text;
  }

  /**
   * The same for a log.
   *
   * <p>Services at rest are summed up, so that it stays short.
   *
   * @param width how many characters fit into a line
   */
  public static List<String> logLines(LiveState state, int width) {
    return Wrap.lines(line(state), width, Narrator.TIME_WIDTH);
  }

  /** The same in one line, however long. */
  static String line(LiveState state) {
    String head = Narrator.time(state.elapsed()) + state.doing();
    if (state.services().isEmpty()) {
      return head;
    }
    String busy =
        state.services().stream()
            .filter(line -> line.canaryWeight() > 0 || line.canary().requests() > 0)
            .map(line -> busy(line, state.lookBack()))
            .collect(Collectors.joining(""));
    Tally all =
        state.services().stream()
            .map(line -> line.stable().plus(line.canary()))
            .reduce(Tally.NONE, Tally::plus);
    return head
        + " | all: "
        + rate(all, state.lookBack()).trim()
        + ", "
        + errors(all)
        + " errors"
        + busy;
  }

  private static String busy(ServiceLine line, Duration lookBack) {
    return " | "
        + line.service()
        + " "
        + line.canaryWeight()
        + " %: stable "
        + errors(line.stable())
        + ", canary "
        + rate(line.canary(), lookBack).trim()
        + " "
        + errors(line.canary())
        + " errors";
  }

  private static String rate(Tally tally, Duration lookBack) {
    double perSecond = tally.requests() * 1e9 / lookBack.toNanos();
    return String.format(Locale.ROOT, "%5.1f/s", perSecond);
  }

  private static String errors(Tally tally) {
    return Texts.percent(tally.errorRate());
  }
}
