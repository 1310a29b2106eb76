package dev.serin.agent.event;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A pace for requests: so many at once, and so many a second in the long run.
 *
 * <p>Only the time is kept at which the next one would be due if they came evenly. It lies behind
 * the present by no more than what a burst may save up.
 */
final class Pace {

  private final long gap;
  private final long saved;
  private final LongSupplier nanoTime;
  private long due;

  /**
   * A pace at which nothing has been done yet.
   *
   * @param burst how many may come at once
   * @param perSecond how many may come a second in the long run
   * @param nanoTime a monotonic clock in nanoseconds
   */
  Pace(int burst, int perSecond, LongSupplier nanoTime) {
    this.gap = Duration.ofSeconds(1).toNanos() / perSecond;
    this.saved = gap * burst;
    this.nanoTime = nanoTime;
    this.due = nanoTime.getAsLong() - saved;
  }

  /** Counts one more; returns how long it has to wait, in nanoseconds, 0 if it need not. */
  long next() {
    long now = nanoTime.getAsLong();
    if (due - now < -saved) {
      due = now - saved;
    }
    due += gap;
    return Math.max(0, due - now);
  }
}
