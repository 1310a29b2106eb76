package dev.serin.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;

/**
 * Places panels from left to right, in lines as high as their highest panel, under the headlines of
 * rows. A panel that does not fit any more begins a new line.
 */
public final class Grid {

  private final List<Panel> panels = new ArrayList<>();
  private int x;
  private int y;
  private int lineHeight;

  /** Begins a row. */
  public Grid row(String title) {
    endLine();
    panels.add(
        new Panel(
            panels.size() + 1,
            "row",
            title,
            null,
            new GridPosition(1, GridPosition.COLUMNS, 0, y),
            null,
            null,
            null,
            null,
            null,
            false,
            List.of()));
    y++;
    return this;
  }

  /** Adds a panel. */
  public Grid add(PanelDraft draft) {
    if (x + draft.width() > GridPosition.COLUMNS) {
      endLine();
    }
    GridPosition position = new GridPosition(draft.height(), draft.width(), x, y);
    panels.add(draft.build(panels.size() + 1, position));
    x += draft.width();
    lineHeight = Math.max(lineHeight, draft.height());
    return this;
  }

  private void endLine() {
    y += lineHeight;
    x = 0;
    lineHeight = 0;
  }

  /** All panels. */
  List<Panel> panels() {
    return List.copyOf(panels);
  }
}
