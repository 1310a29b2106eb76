package dev.serin.agent.leader;

import java.time.Duration;

/**
 * What a Lease says, without its times: those are of another machine's clock and mean nothing here.
 *
 * @param holder who holds it; empty when it was released
 * @param duration how long the holder has promised to be gone after it stops renewing
 * @param transitions how often it has changed hands
 * @param version resourceVersion: differs with every write
 */
public record LeaseRecord(String holder, Duration duration, int transitions, String version) {

  /** The holder of a lease that was just created. */
  public static final String NOBODY = "nobody-yet";

  /** Whether some other agent holds the lease. */
  boolean heldByAnotherThan(String self) {
    return !holder.isEmpty() && !holder.equals(self) && !holder.equals(NOBODY);
  }

  /** Whether this was written before another one; never, when the versions are no numbers. */
  boolean olderThan(LeaseRecord other) {
    try {
      return Long.parseLong(version) < Long.parseLong(other.version);
    } catch (NumberFormatException opaque) {
      return false;
    }
  }
}
