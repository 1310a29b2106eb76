package dev.serin.agent.provider;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers as Go writes them, without exponents. */
final class Numbers {
  private static final int MOST_DIGITS = 17;

  private Numbers() {}

  /** The shortest text that reads as the same number. */
  static String text(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    return shortest(number).toPlainString();
  }

  /** Shortest digits that read as the same number. */
  static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == number) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS)).stripTrailingZeros();
  }

  /** Several numbers, such as {@code [1,0.5]}. */
  static String text(List<Double> numbers) {
    return numbers.stream().map(Numbers::text).collect(Collectors.joining(",", "[", "]"));
  }
}
