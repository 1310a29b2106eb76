package dev.serin.demo.view;

/**
 * Colours and weights of text, or none of them.
 *
 * @param colours whether the reader can see ANSI colours
 */
public record Style(boolean colours) {
  private static final String RESET = "\u001b[0m";

  /** For headings and what matters. */
  public String bold(String text) {
    return wrap("1", text);
  }

  /** For what may be skipped. */
  public String dim(String text) {
    return wrap("2", text);
  }

  /** For what is good. */
  public String green(String text) {
    return wrap("32", text);
  }

  /** For what is bad. */
  public String red(String text) {
    return wrap("31", text);
  }

  /** For what is being tried: the canary. */
  public String yellow(String text) {
    return wrap("33", text);
  }

  /** For names. */
  public String cyan(String text) {
    return wrap("36", text);
  }

  private String wrap(String code, String text) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }

  /** Cuts a line to a number of visible characters; colours do not count and do not run on. */
  public static String clip(String line, int width) {
    StringBuilder kept = new StringBuilder();
    int visible = 0;
    boolean coloured = false;
    int index = 0;
    while (index < line.length()) {
      if (line.charAt(index) == '\u001b') {
        int end = line.indexOf('m', index);
        end = end < 0 ? line.length() : end + 1;
        String code = line.substring(index, end);
        coloured = !code.equals(RESET);
        kept.append(code);
        index = end;
      } else if (visible < width) {
        int next = line.offsetByCodePoints(index, 1);
        kept.append(line, index, next);
        visible++;
        index = next;
      } else {
        break;
      }
    }
    return coloured ? kept.append(RESET).toString() : kept.toString();
  }
}
