package dev.serin.demo.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The demo's own time: how long it has been running. */
public final class Stopwatch {
  private final InstantSource clock;
  private final Instant start;

  /** Starts now. */
  public Stopwatch(InstantSource clock) {
    this.clock = clock;
    this.start = clock.instant();
  }

  /** Time since the start. */
  public Duration elapsed() {
    return at(clock.instant());
  }

  /** The demo's time at a moment of the same clock. */
  public Duration at(Instant moment) {
    return Duration.between(start, moment);
  }
}
