package dev.serin.demo.measure;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The demo's own time: how long it has been running, never going back. */
public final class Stopwatch {
  private final LongSupplier nanoTime;
  private final long start;

  /**
   * Starts now.
   *
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   */
  public Stopwatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Time since the start. */
  public Duration elapsed() {
    return at(nanoTime.getAsLong());
  }

  /** The demo's time at a reading of the same monotonic clock. */
  public Duration at(long reading) {
    return Duration.ofNanos(reading - start);
  }
}
