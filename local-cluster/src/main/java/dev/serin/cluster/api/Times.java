package dev.serin.cluster.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as Kubernetes writes them. */
public final class Times {
  private Times() {}

  /** The time in whole seconds, such as {@code 2026-11-23T10:00:00Z}. */
  public static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
