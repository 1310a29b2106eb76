package dev.serin.demo.view;

import java.io.PrintStream;
import java.util.List;

/** A file, a pipe or a build log: lines only. */
public final class PlainScreen implements Screen {
  private static final int WIDTH = 80;

  private final PrintStream out;
  private final Style style;

  /**
   * A screen without redrawing.
   *
   * @param out where the lines go
   * @param style whether to colour them
   */
  public PlainScreen(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void block(List<String> lines) {
    // Nothing can be redrawn here; what changes is told in lines.
  }

  @Override
  public boolean redraws() {
    return false;
  }

  @Override
  public Style style() {
    return style;
  }

  @Override
  public int width() {
    return WIDTH;
  }
}
