package dev.serin.delivery.problem;

import java.util.Comparator;

/**
 * One thing that is wrong with the input.
 *
 * @param file path from the root of the repository; empty when no single file is to blame
 * @param line line in the file, from 1; 0 when the whole file is meant
 * @param column column in the line, from 1; 0 when the whole line is meant
 * @param message what is wrong and, where it is known, what would be right
 */
public record Problem(String file, int line, int column, String message)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** Returns {@code file:line:column: message}, the form that editors and terminals link. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!file.isEmpty()) {
      text.append(Printable.line(file));
      if (line > 0) {
        text.append(':').append(line);
      }
      if (line > 0 && column > 0) {
        text.append(':').append(column);
      }
      text.append(": ");
    }
    return text.append(Printable.text(message)).toString();
  }
}
