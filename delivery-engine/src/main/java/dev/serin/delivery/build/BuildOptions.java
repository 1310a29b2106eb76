package dev.serin.delivery.build;

import java.time.Duration;

/**
 * How services are built.
 *
 * @param parallel how many services at once, at least 1
 * @param timeout the most that one program of a service's build may take; then it is killed
 */
public record BuildOptions(int parallel, Duration timeout) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);

  /** Checks the bounds. */
  public BuildOptions {
    if (parallel < 1) {
      throw new IllegalArgumentException("at least one service must be built at a time");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the time-out must be longer than nothing");
    }
  }

  /** As many services at once as this machine has cores, 15 minutes for each program. */
  public static BuildOptions defaults() {
    return new BuildOptions(Runtime.getRuntime().availableProcessors(), DEFAULT_TIMEOUT);
  }
}
