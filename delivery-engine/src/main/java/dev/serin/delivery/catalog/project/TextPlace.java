package dev.serin.delivery.catalog.project;

/**
 * A place in a text.
 *
 * @param line from 1; 0 when it is not known
 * @param column from 1; 0 when it is not known
 */
public record TextPlace(int line, int column) {
  /** Not known. */
  public static final TextPlace UNKNOWN = new TextPlace(0, 0);

  /** Returns where a word first is. */
  public static TextPlace of(String word, String text) {
    return after("", word, text);
  }

  /** Returns where a word first is behind another one. */
  public static TextPlace after(String start, String word, String text) {
    int offset = text.indexOf(word, Math.max(0, text.indexOf(start)));
    if (offset < 0) {
      return UNKNOWN;
    }
    String before = text.substring(0, offset);
    int line = 1 + (int) before.chars().filter(character -> character == '\n').count();
    return new TextPlace(line, offset - before.lastIndexOf('\n'));
  }
}
