package dev.serin.demo.load;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When customers come: independently of each other and of the answers (a Poisson process).
 *
 * <ol>
 *   <li>The gap to the next arrival is drawn from the exponential distribution with mean 1 / rate.
 *   <li>It is added to the time of the last arrival, whatever the time is now: an observer who is
 *       late finds all the arrivals that he has missed.
 * </ol>
 *
 * <p>Invariant: the times depend on the seed and the rate only, and never go back.
 */
final class Arrivals {
  private final RandomGenerator random;
  private final double meanGapNanos;
  private double next;

  Arrivals(double perSecond, RandomGenerator random) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("A rate must be above 0, not " + perSecond);
    }
    this.random = random;
    this.meanGapNanos = 1e9 / perSecond;
    advance();
  }

  /** When the next customer comes, since the start of the load. */
  Duration next() {
    return Duration.ofNanos((long) next);
  }

  /** Goes on to the customer after that one. */
  void advance() {
    next += random.nextExponential() * meanGapNanos;
  }
}
