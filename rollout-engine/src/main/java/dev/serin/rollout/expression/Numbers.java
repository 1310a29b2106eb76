package dev.serin.rollout.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is made of several numbers. */
final class Numbers {
  private Numbers() {}

  static Object abs(@Nullable Object value, Arguments call) {
    if (value instanceof Long whole) {
      return Math.abs(whole);
    }
    return Math.abs(call.number(value));
  }

  /** All numbers of the arguments, and of the arrays among them. */
  static List<Number> all(List<?> arguments, int column) {
    List<Number> numbers = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof List<?> list) {
        numbers.addAll(all(list, column));
      } else if (argument instanceof Number number) {
        numbers.add(number);
      } else {
        throw new ExpressionException(
            column, "invalid argument (type %s) for numbers".formatted(Texts.type(argument)));
      }
    }
    return numbers;
  }

  static Object sum(List<?> values, int column) {
    Object sum = 0L;
    for (Number number : all(values, column)) {
      sum =
          sum instanceof Long one && number instanceof Long other
              ? (Object) (one + other)
              : (Object) (((Number) sum).doubleValue() + number.doubleValue());
    }
    return sum;
  }

  /** The greatest (or smallest) one; of no numbers none. */
  static @Nullable Object extreme(List<?> values, boolean greatest, String name, int column) {
    Number best = null;
    for (Number number : all(values, column)) {
      boolean better =
          best == null
              || (greatest
                  ? number.doubleValue() > best.doubleValue()
                  : number.doubleValue() < best.doubleValue());
      best = better ? number : best;
    }
    if (best == null) {
      throw new ExpressionException(column, "not enough arguments to call " + name);
    }
    return best;
  }

  static double mean(List<?> values, int column) {
    List<Number> numbers = all(values, column);
    return numbers.isEmpty()
        ? 0
        : numbers.stream().mapToDouble(Number::doubleValue).sum() / numbers.size();
  }

  static double median(List<?> values, int column) {
    double[] sorted =
        all(values, column).stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Order for sorting. */
  static int order(@Nullable Object left, @Nullable Object right, int column) {
    Integer order = Operators.compare("<", left, right, column);
    return order == null ? 0 : order;
  }
}
