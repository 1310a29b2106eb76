package dev.serin.delivery.problem;

/** Makes names from a repository safe to show: no control characters reach a terminal or a log. */
public final class Printable {
  private Printable() {}

  /** Returns a name for one line: as {@link #text}, and line feeds as escapes too. */
  public static String line(String text) {
    return text(text).replace("\n", "\\n");
  }

  /**
   * Returns the text with every control and format character but the line feed written as an
   * escape.
   */
  public static String text(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            codePoint -> {
              boolean hidden =
                  Character.isISOControl(codePoint)
                      || Character.getType(codePoint) == Character.FORMAT;
              if (hidden && codePoint != '\n') {
                printable.append(String.format("\\u%04x", codePoint));
              } else {
                printable.appendCodePoint(codePoint);
              }
            });
    return printable.toString();
  }
}
