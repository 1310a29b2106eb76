package dev.serin.demo.view;

import java.time.Duration;
import java.util.Locale;

/** How numbers and times are written. */
public final class Texts {
  private Texts() {}

  /** A time since the start, such as {@code 1:07}. */
  public static String clock(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }

  /** A length of time, such as {@code 3.2 s}. */
  public static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  /** A share between 0 and 1, such as {@code 33.3 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /** A number with its noun: {@code 1 request}, {@code 2 requests}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Text filled up with spaces on the right. */
  public static String left(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  /** Text filled up with spaces on the left. */
  public static String right(String text, int width) {
    return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
  }

  /** Text cut to a number of characters; an ellipsis stands for what is missing. */
  public static String shortened(String text, int width) {
    if (text.codePointCount(0, text.length()) <= width) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  /** The short form of a digest, enough to tell images apart: {@code 1a2b3c4d5e6f}. */
  public static String shortDigest(String image) {
    int at = image.indexOf("sha256:");
    if (at < 0) {
      return image;
    }
    int digest = at + "sha256:".length();
    return image.substring(digest, Math.min(image.length(), digest + 12));
  }
}
