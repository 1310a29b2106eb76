package dev.serin.delivery.catalog.project;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of folders of a Node workspace, such as {@code packages/*}. Patterns come from
 * anybody's {@code package.json}, and a regular expression made from one can take longer than the
 * universe lasts; this takes time in proportion to pattern and folder.
 *
 * <ol>
 *   <li>Alternatives in braces are written out, up to a limit.
 *   <li>A pattern becomes a list of elements: a character, {@code ?}, {@code *} (not across
 *       slashes), {@code **} (across them).
 *   <li>The folder is read once, with the set of all elements that may come next.
 * </ol>
 */
final class FolderPattern {
  private static final int MOST_ALTERNATIVES = 100;
  private static final int LONGEST = 1000;
  private static final char ANY = '?';
  private static final char STAR = '*';
  private static final char DOUBLE_STAR = '\u0000';
  private static final char ESCAPE = '\\';

  private final List<String> alternatives;

  private FolderPattern(List<String> alternatives) {
    this.alternatives = alternatives;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is none; the message says why
   */
  static FolderPattern of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("it has more than " + LONGEST + " characters");
    }
    if (text.indexOf('[') >= 0 || text.indexOf(ESCAPE) >= 0 || text.indexOf(DOUBLE_STAR) >= 0) {
      throw new IllegalArgumentException("only *, **, ? and {a,b} are special in it");
    }
    List<String> done = new ArrayList<>();
    List<String> open = new ArrayList<>(List.of(text));
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      int end = next.indexOf('}');
      int start = end < 0 ? next.indexOf('{') : next.lastIndexOf('{', end);
      if ((start < 0) != (end < 0)) {
        throw new IllegalArgumentException("a brace is missing");
      }
      if (start < 0) {
        done.add(next.replace("**", String.valueOf(DOUBLE_STAR)));
      } else {
        for (String choice : next.substring(start + 1, end).split(",", -1)) {
          open.add(next.substring(0, start) + choice + next.substring(end + 1));
        }
      }
      if (done.size() + open.size() > MOST_ALTERNATIVES) {
        throw new IllegalArgumentException(
            "it stands for more than " + MOST_ALTERNATIVES + " patterns");
      }
    }
    return new FolderPattern(List.copyOf(done));
  }

  /** Returns whether a folder, relative to the workspace, is meant. */
  boolean matches(String folder) {
    return alternatives.stream().anyMatch(pattern -> matches(pattern, folder));
  }

  private static boolean matches(String pattern, String folder) {
    boolean[] next = new boolean[pattern.length() + 1];
    next[0] = true;
    skipStars(pattern, next);
    for (int position = 0; position < folder.length(); position++) {
      char character = folder.charAt(position);
      boolean[] after = new boolean[next.length];
      for (int index = 0; index < pattern.length(); index++) {
        char element = pattern.charAt(index);
        boolean repeats = element == DOUBLE_STAR || (element == STAR && character != '/');
        boolean fits = element == character || (element == ANY && character != '/');
        if (next[index] && repeats) {
          after[index] = true;
        } else if (next[index] && fits && element != STAR) {
          after[index + 1] = true;
        }
      }
      skipStars(pattern, after);
      next = after;
    }
    return next[pattern.length()];
  }

  /** A star also stands for nothing. */
  private static void skipStars(String pattern, boolean[] next) {
    for (int index = 0; index < pattern.length(); index++) {
      char element = pattern.charAt(index);
      if (next[index] && (element == STAR || element == DOUBLE_STAR)) {
        next[index + 1] = true;
      }
    }
  }
}
