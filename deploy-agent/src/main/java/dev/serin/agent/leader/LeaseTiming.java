package dev.serin.agent.leader;

import java.time.Duration;

/**
 * The times of a lease. {@link LeaseDecision} says how they keep two agents from writing at once.
 *
 * @param duration how long the others wait after they have last seen the holder renew it; whole
 *     seconds, because the Lease's field is
 * @param renewal how often the holder renews it
 * @param shortestWrite how much time a write must have when it is begun
 * @param margin between the end of the old holder's last write and the beginning of the new one's
 *     first; must cover how much faster one machine's clock runs than another's in {@code duration}
 */
public record LeaseTiming(
    Duration duration, Duration renewal, Duration shortestWrite, Duration margin) {

  private static final int PARTS = 8;

  /** Checks that the holder has time to renew twice before it has to stop writing. */
  public LeaseTiming {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "the lease's duration must be whole seconds, at least 1; it is " + duration);
    }
    if (renewal.compareTo(Duration.ofMillis(50)) < 0
        || renewal.compareTo(duration.dividedBy(4)) > 0) {
      throw new IllegalArgumentException(
          "the lease must be renewed every quarter of its duration (%s) or more often, and not more often than every 50 ms; it is every %s"
              .formatted(duration.dividedBy(4), renewal));
    }
  }

  /** A quarter of the lease is the least that a write has; an eighth is the margin. */
  public static LeaseTiming of(Duration duration, Duration renewal) {
    return new LeaseTiming(
        duration, renewal, duration.dividedBy(PARTS / 2), duration.dividedBy(PARTS));
  }

  /** How long after a renewal was sent writes must have ended, in nanoseconds. */
  long writesEnd() {
    return duration.minus(margin).toNanos();
  }

  /** How long after a renewal was sent writes may begin, in nanoseconds. */
  long writesBegin() {
    return duration.minus(margin).minus(shortestWrite).toNanos();
  }
}
