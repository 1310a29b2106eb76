package dev.serin.delivery.build.toolchain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The few lines of a long output that a person needs. */
public final class Excerpt {
  /** Far more than anybody reads; what a hostile build prints must not fill the memory. */
  public static final int MOST_KEPT = 1000;

  private static final int MOST_LINES = 12;
  private static final int LONGEST_LINE = 1000;

  private Excerpt() {}

  /** The first lines, each once, and how many more there are. */
  public static String of(List<String> lines) {
    Set<String> distinct = new LinkedHashSet<>(lines);
    String text = String.join("\n", distinct.stream().limit(MOST_LINES).toList());
    int more = distinct.size() - MOST_LINES;
    return more > 0 ? text + "\n(and " + more + " more)" : text;
  }

  /** Adds a line to those that an excerpt is made of, unless there are too many already. */
  public static void keep(List<String> lines, String line) {
    if (lines.size() < MOST_KEPT) {
      lines.add(shorten(line));
    }
  }

  private static String shorten(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  /** Keeps the last lines of an output that is read line by line. */
  public static final class Tail {
    private final Deque<String> lines = new ArrayDeque<>();

    /** Adds a line; blank ones are left out. */
    public void add(String line) {
      if (!line.isBlank()) {
        lines.addLast(shorten(line));
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
