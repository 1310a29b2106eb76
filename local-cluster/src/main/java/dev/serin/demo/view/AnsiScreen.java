package dev.serin.demo.view;

import java.io.PrintStream;
import java.util.List;

/**
 * A terminal: lines scroll, and below them stands a block that is redrawn in place.
 *
 * <p>Invariant: between two calls the cursor stands in the first column, below the block.
 */
public final class AnsiScreen implements Screen {
  private final PrintStream out;
  private final Style style;
  private final int width;
  private List<String> shown = List.of();

  /**
   * A screen on a terminal.
   *
   * @param out the terminal
   * @param style whether to use colours on it
   * @param width how many characters a line of the terminal has
   */
  public AnsiScreen(PrintStream out, Style style, int width) {
    this.out = out;
    this.style = style;
    this.width = width;
  }

  @Override
  public synchronized void line(String text) {
    StringBuilder frame = clear();
    frame.append(text).append('\n');
    draw(frame);
  }

  @Override
  public synchronized void block(List<String> lines) {
    StringBuilder frame = clear();
    shown = lines.stream().map(line -> Style.clip(line, width())).toList();
    draw(frame);
  }

  @Override
  public boolean redraws() {
    return true;
  }

  @Override
  public Style style() {
    return style;
  }

  @Override
  public int width() {
    // One column stays free: some terminals wrap as soon as the last one is filled.
    return width - 1;
  }

  private StringBuilder clear() {
    StringBuilder frame = new StringBuilder();
    if (!shown.isEmpty()) {
      frame.append("\u001b[").append(shown.size()).append("A\u001b[J");
    }
    return frame;
  }

  private void draw(StringBuilder frame) {
    shown.forEach(line -> frame.append(line).append('\n'));
    // One write for the whole frame, so that it does not flicker.
    out.print(frame);
    out.flush();
  }
}
