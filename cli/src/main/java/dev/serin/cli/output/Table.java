package dev.serin.cli.output;

import dev.serin.delivery.problem.Printable;
import java.util.ArrayList;
import java.util.List;

/** Lines up columns for people; the last column is never padded. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; all rows must have the same number of cells. */
  public Table row(String... cells) {
    rows.add(List.of(cells).stream().map(Printable::line).toList());
    return this;
  }

  /** Returns whether there is no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Returns the rows as lines. */
  public List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        line.append(i == 0 ? "" : GAP).append(cell);
        if (i < row.size() - 1) {
          line.append(" ".repeat(widths[i] - cell.length()));
        }
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
