package dev.serin.e2e.support;

import java.time.Duration;

/**
 * How the pods of an image behave.
 *
 * @param becomesReady whether they ever become ready
 * @param readyAfter how long after their start they become ready
 * @param crashes whether they end again and again: ready for a moment, then restarted
 * @param failing the share of their requests that they answer with 500, 0 to 1
 * @param metrics what they answer to a scrape
 */
public record PodBehaviour(
    boolean becomesReady, Duration readyAfter, boolean crashes, double failing, Metrics metrics) {

  /** What a pod answers to a scrape. */
  public enum Metrics {
    /** Its counters. */
    GOOD,
    /** Nothing: it breaks the connection. */
    UNREACHABLE,
    /** Nothing: it takes the connection and hangs. */
    HANGING,
    /** An error page. */
    ERROR,
    /** Text that is no exposition of metrics. */
    NONSENSE,
    /** Counters that are not numbers, or run backwards. */
    WRONG_NUMBERS,
    /** A page without end. */
    ENDLESS
  }

  /** Ready at once, and without errors. */
  public static PodBehaviour healthy() {
    return new PodBehaviour(true, Duration.ZERO, false, 0, Metrics.GOOD);
  }

  /** Ready at once, and fails a share of its requests. */
  public static PodBehaviour failing(double share) {
    return new PodBehaviour(true, Duration.ZERO, false, share, Metrics.GOOD);
  }

  /** Started, never ready. */
  public static PodBehaviour neverReady() {
    return new PodBehaviour(false, Duration.ZERO, false, 0, Metrics.GOOD);
  }

  /** Ready for a moment, then restarted, and so on. */
  public static PodBehaviour crashing() {
    return new PodBehaviour(true, Duration.ZERO, true, 0, Metrics.GOOD);
  }

  /** The same with other answers to scrapes. */
  public PodBehaviour with(Metrics other) {
    return new PodBehaviour(becomesReady, readyAfter, crashes, failing, other);
  }

  /** The same, ready only some time after its start. */
  public PodBehaviour readyAfter(Duration delay) {
    return new PodBehaviour(becomesReady, delay, crashes, failing, metrics);
  }
}
