package dev.serin.rollout.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as other types. */
final class Conversions {
  private static final String WHOLE = "[+-]?\\d{1,19}";

  private Conversions() {}

  /** Towards zero; a text has to be a whole number. */
  static long asInt(@Nullable Object value, int column) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof String text) {
      try {
        if (text.matches(WHOLE)) {
          return Long.parseLong(text);
        }
      } catch (NumberFormatException e) {
        throw unreadable("Int", text, "value out of range", column);
      }
      throw unreadable("Int", text, "invalid syntax", column);
    }
    throw unsupported("asInt", value, column);
  }

  static double asFloat(@Nullable Object value, int column) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
        return Double.parseDouble(text);
      }
      if (text.matches("(?i)nan")) {
        return Double.NaN;
      }
      if (text.matches("(?i)[+-]?inf(inity)?")) {
        return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      throw unreadable("Float", text, "invalid syntax", column);
    }
    throw unsupported("asFloat", value, column);
  }

  /** To the nearest whole number, halves away from zero. */
  static double round(double number) {
    return Math.copySign(Math.floor(Math.abs(number) + 0.5), number);
  }

  static String type(@Nullable Object value) {
    if (value == null) {
      return "nil";
    }
    return value instanceof List<?>
        ? "array"
        : value instanceof Map<?, ?>
            ? "map"
            : value instanceof Double ? "float" : Texts.type(value);
  }

  private static ExpressionException unreadable(
      String type, String text, String problem, int column) {
    return new ExpressionException(
        column, "strconv.Parse%s: parsing \"%s\": %s".formatted(type, text, problem));
  }

  private static ExpressionException unsupported(
      String function, @Nullable Object value, int column) {
    return new ExpressionException(
        column,
        "%s() not supported on %s %s".formatted(function, Texts.type(value), Texts.of(value)));
  }
}
