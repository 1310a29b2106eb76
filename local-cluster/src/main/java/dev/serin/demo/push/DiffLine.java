package dev.serin.demo.push;

/**
 * A line of a small diff.
 *
 * @param kind what sort of line
 * @param text the file's path, or the line's text without its mark
 */
public record DiffLine(Kind kind, String text) {

  /** Sorts of lines. */
  public enum Kind {
    /** The path of the file that the next lines are of. */
    FILE,
    /** A line that is gone. */
    REMOVED,
    /** A line that is new. */
    ADDED
  }
}
