package dev.serin.demo.measure;

import java.time.Duration;

/**
 * A part of the demo's time.
 *
 * @param from its first moment, since the start of the demo
 * @param to the moment after its last, since the start of the demo
 */
public record TimeSpan(Duration from, Duration to) {

  /** Refuses a span that ends before it begins. */
  public TimeSpan {
    if (to.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "A span cannot end (" + to + ") before it begins: " + from);
    }
  }

  /** Whether a moment lies in this span. */
  public boolean contains(Duration moment) {
    return moment.compareTo(from) >= 0 && moment.compareTo(to) < 0;
  }

  /** How long it is, in seconds. */
  public double seconds() {
    return to.minus(from).toNanos() / 1e9;
  }
}
