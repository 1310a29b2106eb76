package dev.serin.agent.leader;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the lease is kept. */
interface LeaseStore {

  /** The lease is not the version that was to be replaced. */
  final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(Throwable cause) {
      super(cause);
    }
  }

  /** The lease has been read anew; null: there is none. */
  @FunctionalInterface
  interface Listener {
    void heard(@Nullable LeaseRecord record);
  }

  /**
   * Reads the lease; null when there is none.
   *
   * @throws RuntimeException when that fails
   */
  @Nullable LeaseRecord read(Duration limit);

  /**
   * Writes the lease if it still is the version given.
   *
   * @param holder the new holder; empty releases it
   * @return what it says now
   * @throws RefusedException when it is another version
   * @throws RuntimeException when it is not known whether it was written
   */
  LeaseRecord write(
      @Nullable LeaseRecord over, String holder, int transitions, Duration promise, Duration limit)
      throws RefusedException;
}
