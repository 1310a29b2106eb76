package dev.serin.cli.rollout;

import dev.serin.cli.output.Console;
import java.util.List;

/** Lines that are written again over what they replace on a terminal, and below it elsewhere. */
final class LiveText {
  private static final String ESCAPE = "\u001b[";

  private final Console console;
  private List<String> shown = List.of();

  LiveText(Console console) {
    this.console = console;
  }

  void show(List<String> lines) {
    if (lines.equals(shown)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (!shown.isEmpty() && console.terminal()) {
      text.append(ESCAPE).append(shown.size()).append("A\r").append(ESCAPE).append("J");
    } else if (!shown.isEmpty()) {
      text.append(System.lineSeparator());
    }
    lines.forEach(line -> text.append(line).append(System.lineSeparator()));
    console.out().print(text);
    console.out().flush();
    shown = List.copyOf(lines);
  }
}
