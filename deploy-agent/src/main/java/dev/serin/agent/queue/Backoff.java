package dev.serin.agent.queue;

import java.time.Duration;

/**
 * How long to wait before something that failed is tried again: the first delay, doubled with every
 * failure in a row, up to a limit.
 *
 * @param first the delay after the first failure; positive
 * @param limit the longest delay; not less than {@code first}
 */
public record Backoff(Duration first, Duration limit) {

  /** Checks that the delays make sense. */
  public Backoff {
    if (first.isNegative() || first.isZero() || limit.compareTo(first) < 0) {
      throw new IllegalArgumentException("backoff from " + first + " to " + limit);
    }
  }

  /**
   * The delay after a number of failures in a row.
   *
   * @param failures how many there were; at least 1
   */
  public Duration after(int failures) {
    Duration delay = first;
    for (int failure = 1; failure < failures && delay.compareTo(limit) < 0; failure++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(limit) < 0 ? delay : limit;
  }
}
