package dev.serin.rollout.expression;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values and their types for people, in the words that users of Argo know. */
final class Texts {
  private Texts() {}

  /** Name of a value's type. */
  static String type(@Nullable Object value) {
    if (value == null) {
      return "<nil>";
    }
    if (value instanceof List<?>) {
      return "[]interface {}";
    }
    if (value instanceof Map<?, ?>) {
      return "map[string]interface {}";
    }
    return value instanceof Instant
        ? "time.Time"
        : value instanceof Duration ? "time.Duration" : Kind.of(value).toString();
  }

  /** A value; whole numbers without a point. */
  static String of(@Nullable Object value) {
    if (value == null) {
      return "<nil>";
    }
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : value.toString();
  }
}
