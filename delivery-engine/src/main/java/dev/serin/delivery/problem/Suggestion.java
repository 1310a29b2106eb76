package dev.serin.delivery.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant by a word that is not known. */
public final class Suggestion {
  /** The time and memory grow with the square of it, and names come from anybody. */
  private static final int LONGEST_WORD = 200;

  private Suggestion() {}

  /**
   * Returns the known word that is nearest, when it is near: at most a third of its letters differ,
   * and one letter in a short word. Two letters that changed places count as one difference.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> Math.max(word.length(), candidate.length()) <= LONGEST_WORD)
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns {@code "; did you mean 'x'?"}, or nothing when no known word is near. */
  public static String phrase(String word, Collection<String> known) {
    return nearest(word, known).map(found -> "; did you mean '" + found + "'?").orElse("");
  }

  /** Returns the optimal string alignment distance. */
  static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= other.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      for (int j = 1; j <= other.length(); j++) {
        int replaced = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[one.length()][other.length()];
  }
}
