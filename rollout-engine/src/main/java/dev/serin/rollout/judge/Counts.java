package dev.serin.rollout.judge;

/**
 * Requests and failures of one version.
 *
 * @param requests all requests
 * @param errors those that failed
 */
public record Counts(long requests, long errors) {
  /** More than can be counted, and little enough that sums do not overflow. */
  private static final long MOST = 1_000_000_000_000_000_000L;

  /** Nothing. */
  public static final Counts NONE = new Counts(0, 0);

  /** Checks that there are not more failures than requests, none below zero, and not too many. */
  public Counts {
    if (errors < 0 || errors > requests || requests > MOST) {
      throw new IllegalArgumentException(errors + " errors of " + requests + " requests");
    }
  }

  /** The sum, or the most that can be counted. */
  public Counts plus(Counts other) {
    return new Counts(
        Math.min(MOST, requests + other.requests), Math.min(MOST, errors + other.errors));
  }

  /** One of so many requests and failures, rounded down. */
  Counts dividedBy(long number) {
    return new Counts(requests / number, errors / number);
  }

  /** The failures in percent, such as {@code 33 %} or {@code 0.4 %}. */
  public String percentage() {
    double percent = requests == 0 ? 0 : 100.0 * errors / requests;
    return percent >= 10 || errors == 0
        ? Math.round(percent) + " %"
        : Math.round(percent * 100) / 100.0 + " %";
  }
}
