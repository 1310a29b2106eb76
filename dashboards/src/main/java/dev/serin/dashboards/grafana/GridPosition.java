package dev.serin.dashboards.grafana;

/**
 * Where a panel is, in cells of a grid that is 24 wide.
 *
 * @param h height
 * @param w width
 * @param x column, from 0
 * @param y line, from 0
 */
public record GridPosition(int h, int w, int x, int y) {
  /** How many columns the grid has. */
  public static final int COLUMNS = 24;
}
