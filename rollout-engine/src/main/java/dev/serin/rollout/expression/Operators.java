package dev.serin.rollout.expression;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What operators do with values. Whole numbers stay whole, except that a quotient never is. */
final class Operators {
  private Operators() {}

  static boolean truth(@Nullable Object value, int column) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw new ExpressionException(column, "expected bool, but got " + Texts.type(value));
  }

  static long whole(@Nullable Object value, int column) {
    if (value instanceof Long whole) {
      return whole;
    }
    if (value instanceof Double number && number == Math.rint(number)) {
      return number.longValue();
    }
    throw new ExpressionException(column, "expected int, but got " + Texts.type(value));
  }

  static double number(@Nullable Object value, int column) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new ExpressionException(column, "expected a number, but got " + Texts.type(value));
  }

  static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number one && right instanceof Number other) {
      return (one instanceof Long && other instanceof Long)
          ? one.longValue() == other.longValue()
          : one.doubleValue() == other.doubleValue();
    }
    if (left instanceof List<?> one && right instanceof List<?> other) {
      if (one.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < one.size(); i++) {
        if (!equal(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    return Objects.equals(left, right);
  }

  /** Less than zero, zero, or more; NaN compares as nothing, which is an empty result: null. */
  static @Nullable Integer compare(
      String operator, @Nullable Object left, @Nullable Object right, int column) {
    if (left instanceof Long one && right instanceof Long other) {
      return Long.compare(one, other);
    }
    if (left instanceof Number one && right instanceof Number other) {
      double first = one.doubleValue();
      double second = other.doubleValue();
      return Double.isNaN(first) || Double.isNaN(second)
          ? null
          : (Integer) (first < second ? -1 : first > second ? 1 : 0);
    }
    if (left instanceof String one && right instanceof String other) {
      return one.compareTo(other);
    }
    if (left instanceof Instant one && right instanceof Instant other) {
      return one.compareTo(other);
    }
    if (left instanceof Duration one && right instanceof Duration other) {
      return one.compareTo(other);
    }
    throw mismatch(operator, left, right, column);
  }

  static Object arithmetic(
      String operator, @Nullable Object left, @Nullable Object right, Frame frame, int column) {
    if (left instanceof Long one && right instanceof Long other) {
      return wholes(operator, one, other, column);
    }
    if (left instanceof Number one && right instanceof Number other && !operator.equals("%")) {
      return numbers(operator, one.doubleValue(), other.doubleValue());
    }
    if (operator.equals("+") && left instanceof String one && right instanceof String other) {
      frame.use((one.length() + (long) other.length()) / 8 + 1, column);
      return one + other;
    }
    if (left instanceof Instant time && right instanceof Duration duration) {
      if (operator.equals("+") || operator.equals("-")) {
        return operator.equals("+") ? time.plus(duration) : time.minus(duration);
      }
    }
    if (operator.equals("-") && left instanceof Instant time && right instanceof Instant earlier) {
      return Duration.between(earlier, time);
    }
    if (left instanceof Duration one && right instanceof Duration other) {
      if (operator.equals("+") || operator.equals("-")) {
        return operator.equals("+") ? one.plus(other) : one.minus(other);
      }
    }
    throw mismatch(operator, left, right, column);
  }

  private static Object wholes(String operator, long left, long right, int column) {
    if (operator.equals("%") && right == 0) {
      throw new ExpressionException(column, "integer divide by zero");
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "%" -> left % right;
      default -> numbers(operator, (double) left, (double) right);
    };
  }

  private static double numbers(String operator, double left, double right) {
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      default -> Math.pow(left, right);
    };
  }

  static boolean in(@Nullable Object wanted, @Nullable Object all, Frame frame, int column) {
    if (all == null) {
      return false;
    }
    if (all instanceof List<?> list) {
      frame.use(list.size(), column);
      return list.stream().anyMatch(element -> equal(element, wanted));
    }
    if (all instanceof Map<?, ?> map) {
      return wanted != null && map.containsKey(String.valueOf(wanted));
    }
    throw new ExpressionException(
        column, "operator \"in\" not defined on %s".formatted(Texts.type(all)));
  }

  static ExpressionException mismatch(
      String operator, @Nullable Object left, @Nullable Object right, int column) {
    return new ExpressionException(
        column,
        "invalid operation: %s (mismatched types %s and %s)"
            .formatted(operator, Texts.type(left), Texts.type(right)));
  }
}
