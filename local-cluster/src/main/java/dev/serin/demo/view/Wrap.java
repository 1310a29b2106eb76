package dev.serin.demo.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks a line between words, so that it fits a screen.
 *
 * <ol>
 *   <li>Words are taken one after the other, with the spaces before them, while they fit.
 *   <li>A word that does not fit begins a new line, which is indented as the caller says, or less
 *       where only that makes the word fit.
 *   <li>A word that is longer than a whole line is left as it is: paths and addresses stay whole.
 * </ol>
 *
 * <p>Invariants: colour codes take no room; a colour ends with its line and begins again on the
 * next, since other lines may be written between the two.
 */
public final class Wrap {
  private static final Pattern WORD = Pattern.compile("( *)([^ ]+)");
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String RESET = "\u001b[0m";

  private Wrap() {}

  /**
   * The lines that a line becomes.
   *
   * @param width how many characters fit into a line of the screen
   * @param hang how many spaces the second and the later lines begin with
   */
  public static List<String> lines(String line, int width, int hang) {
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    String colour = "";
    int column = 0;
    boolean empty = true;
    Matcher words = WORD.matcher(line);
    while (words.find()) {
      int length = visible(words.group(2));
      if (!empty && column + words.group(1).length() + length > width) {
        lines.add(current + (colour.isEmpty() ? "" : RESET));
        int indent = length <= width ? Math.min(hang, width - length) : hang;
        current = new StringBuilder(" ".repeat(indent)).append(colour).append(words.group(2));
        column = indent + length;
      } else {
        current.append(words.group());
        column += words.group(1).length() + length;
        empty &= length == 0;
      }
      colour = colourAfter(colour, words.group(2));
    }
    lines.add(current.toString());
    return List.copyOf(lines);
  }

  /** How much room a text takes on a screen. */
  static int visible(String text) {
    String plain = COLOUR.matcher(text).replaceAll("");
    return plain.codePointCount(0, plain.length());
  }

  private static String colourAfter(String before, String word) {
    String colour = before;
    Matcher codes = COLOUR.matcher(word);
    while (codes.find()) {
      colour = codes.group().equals(RESET) ? "" : codes.group();
    }
    return colour;
  }
}
