package dev.serin.delivery.catalog.project;

/**
 * A place in a text.
 *
 * @param line from 1; 0 when it is not known
 * @param column from 1; 0 when it is not known
 */
record TextPlace(int line, int column) {
  static final TextPlace UNKNOWN = new TextPlace(0, 0);

  /** Returns where a word first is. */
  static TextPlace of(String word, String text) {
    int offset = text.indexOf(word);
    if (offset < 0) {
      return UNKNOWN;
    }
    String before = text.substring(0, offset);
    int line = 1 + (int) before.chars().filter(character -> character == '\n').count();
    return new TextPlace(line, offset - before.lastIndexOf('\n'));
  }
}
