package dev.serin.delivery.build.toolchain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The few lines of a long output that a person needs. */
public final class Excerpt {
  private static final int MOST_LINES = 12;

  private Excerpt() {}

  /** The first lines, each once, and how many more there are. */
  public static String of(List<String> lines) {
    Set<String> distinct = new LinkedHashSet<>(lines);
    String text = String.join("\n", distinct.stream().limit(MOST_LINES).toList());
    int more = distinct.size() - MOST_LINES;
    return more > 0 ? text + "\n(and " + more + " more)" : text;
  }

  /** Keeps the last lines of an output that is read line by line. */
  public static final class Tail {
    private final Deque<String> lines = new ArrayDeque<>();

    /** Adds a line; blank ones are left out. */
    public void add(String line) {
      if (!line.isBlank()) {
        lines.addLast(line);
        if (lines.size() > MOST_LINES) {
          lines.removeFirst();
        }
      }
    }

    /** The last lines. */
    public String text() {
      return String.join("\n", lines);
    }
  }
}
