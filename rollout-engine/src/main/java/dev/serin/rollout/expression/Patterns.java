package dev.serin.rollout.expression;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions that cannot run for ever: each look at a character costs. */
final class Patterns {
  private static final int PRICE_OF_STACK = 10_000;

  private Patterns() {}

  /** A text that charges whoever reads it. */
  private record Metered(String text, Frame frame, int column) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      frame.use(1, column);
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Metered(text.substring(start, end), frame, column);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static boolean matches(String text, String pattern, Frame frame, int column) {
    if (text.length() > PRICE_OF_STACK) {
      throw new ExpressionException(
          column, "a text of %d characters is too long for matches".formatted(text.length()));
    }
    try {
      return Pattern.compile(pattern).matcher(new Metered(text, frame, column)).find();
    } catch (PatternSyntaxException e) {
      throw new ExpressionException(
          column, "error parsing regexp: %s: `%s`".formatted(e.getDescription(), pattern));
    }
  }
}
