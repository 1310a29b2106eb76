package dev.serin.cli.output;

import java.io.PrintStream;
import java.util.List;

/** Lines that are written again over what they replace on a terminal, and below it elsewhere. */
public final class LiveText {
  private static final String ESCAPE = "\u001b[";

  private final boolean terminal;
  private final PrintStream stream;
  private List<String> shown = List.of();

  /** Makes an empty text that is written to a stream of a console. */
  public LiveText(Console console, PrintStream stream) {
    this.terminal = console.terminal();
    this.stream = stream;
  }

  /** Writes the lines, unless they are there already. */
  public void show(List<String> lines) {
    if (lines.equals(shown)) {
      return;
    }
    StringBuilder text = new StringBuilder(erasure());
    if (!shown.isEmpty() && !terminal) {
      text.append(System.lineSeparator());
    }
    lines.forEach(line -> text.append(line).append(System.lineSeparator()));
    stream.print(text);
    stream.flush();
    shown = List.copyOf(lines);
  }

  /** Removes the lines from a terminal, so that others can be written in their place. */
  public void clear() {
    stream.print(erasure());
    stream.flush();
    shown = List.of();
  }

  private String erasure() {
    return shown.isEmpty() || !terminal ? "" : ESCAPE + shown.size() + "A\r" + ESCAPE + "J";
  }
}
