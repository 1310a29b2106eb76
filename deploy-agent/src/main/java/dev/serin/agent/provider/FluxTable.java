package dev.serin.agent.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads annotated CSV as InfluxDB answers: tables one after the other, each with its annotations
 * and a line of names; the column {@code _value} counts.
 */
final class FluxTable {
  private static final String TYPES = "#datatype";
  private static final String VALUE = "_value";

  private FluxTable() {}

  /** The values of all records, in order. */
  static List<@Nullable Object> values(String csv) throws ProviderException {
    List<@Nullable Object> values = new ArrayList<>();
    List<String> types = List.of();
    int column = -1;
    boolean header = true;
    for (String line : csv.split("\r?\n")) {
      if (line.isBlank()) {
        header = true;
        continue;
      }
      List<String> cells = cells(line);
      if (line.startsWith("#")) {
        types = cells.get(0).equals(TYPES) ? cells : types;
        header = true;
      } else if (header) {
        if (cells.contains("error")) {
          throw new ProviderException("the query failed: " + csv.strip());
        }
        column = cells.indexOf(VALUE);
        header = false;
      } else if (column >= 0 && column < cells.size()) {
        values.add(value(cells.get(column), column < types.size() ? types.get(column) : ""));
      }
    }
    return values;
  }

  private static @Nullable Object value(String text, String type) throws ProviderException {
    if (text.isEmpty() && !type.equals("string")) {
      return null;
    }
    try {
      return switch (type) {
        case "double" ->
            text.equals("+Inf")
                ? (Double) Double.POSITIVE_INFINITY
                : text.equals("-Inf") ? (Double) Double.NEGATIVE_INFINITY : Double.valueOf(text);
        case "long", "unsignedLong" -> Long.valueOf(text);
        case "boolean" -> Boolean.valueOf(text);
        default -> text;
      };
    } catch (NumberFormatException e) {
      throw new ProviderException("'" + text + "' is no " + type, e);
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char here = line.charAt(i);
      if (here == '"') {
        boolean escaped = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (escaped) {
          cell.append(here);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (here == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(here);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
