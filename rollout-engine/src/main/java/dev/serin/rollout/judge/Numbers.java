package dev.serin.rollout.judge;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
  private Numbers() {}

  /** Whole from 10 on, with two digits below, in powers of ten when very large. */
  static String text(double number) {
    if (number >= 1e7) {
      return String.format(Locale.ROOT, "%.1e", number);
    }
    return number >= 10
        ? Long.toString(Math.round(number))
        : String.format(Locale.ROOT, "%.2f", number);
  }
}
