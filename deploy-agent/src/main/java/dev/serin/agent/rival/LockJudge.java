package dev.serin.agent.rival;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether a lock is held, from looks at it now and then.
 *
 * <ol>
 *   <li>A lock without a holder is not held.
 *   <li>One that has changed since the last look is held: somebody renews it.
 *   <li>One that has not is held until its promise has passed since it was first seen so, by a
 *       monotonic clock of this process. Clocks of two machines are never compared to the second.
 *   <li>Only for a lock that is seen for the first time does the time in it count, and roughly: if
 *       it is more than {@link #LONG_AGO} old, nobody renews it, and there is nothing to wait for.
 * </ol>
 */
final class LockJudge {

  /** More than clocks differ, and far more than the 15 seconds of a promise. */
  static final Duration LONG_AGO = Duration.ofMinutes(2);

  private record Seen(String version, long heldUntil) {}

  private final Map<String, Seen> known = new HashMap<>();

  /**
   * The lock that is held, if one is.
   *
   * @param locks all that there are now
   * @param now the time by this machine's clock
   * @param nanos a monotonic clock
   */
  Optional<ArgoLock> held(List<ArgoLock> locks, Instant now, long nanos) {
    Optional<ArgoLock> held = Optional.empty();
    for (ArgoLock lock : locks) {
      if (isHeld(lock, now, nanos)) {
        held = Optional.of(lock);
      }
    }
    return held;
  }

  private boolean isHeld(ArgoLock lock, Instant now, long nanos) {
    if (lock.holder().isEmpty()) {
      known.remove(lock.toString());
      return false;
    }
    Seen seen = known.get(lock.toString());
    if (seen == null || !seen.version().equals(lock.version())) {
      boolean abandoned = seen == null && lock.renewed().isBefore(now.minus(LONG_AGO));
      seen = new Seen(lock.version(), abandoned ? nanos : nanos + lock.promise().toNanos());
      known.put(lock.toString(), seen);
    }
    return seen.heldUntil() - nanos > 0;
  }
}
