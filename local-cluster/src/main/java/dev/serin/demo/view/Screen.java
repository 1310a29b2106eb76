package dev.serin.demo.view;

import java.util.List;

/** Where the demo is told. Many threads may use it. */
public interface Screen {

  /** Writes one line that stays. */
  void line(String text);

  /**
   * Replaces the block below the last line. A screen that cannot redraw leaves it out.
   *
   * @param lines the new block; empty takes it away
   */
  void block(List<String> lines);

  /** Whether {@link #block} is shown. */
  boolean redraws();

  /** How the lines may be coloured. */
  Style style();

  /** How many characters fit into a line. */
  int width();
}
