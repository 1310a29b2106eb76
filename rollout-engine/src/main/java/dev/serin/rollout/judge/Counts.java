package dev.serin.rollout.judge;

/**
 * Requests and failures of one version.
 *
 * @param requests all requests
 * @param errors those that failed
 */
public record Counts(long requests, long errors) {
  /** Nothing. */
  public static final Counts NONE = new Counts(0, 0);

  /** Checks that there are not more failures than requests, and none below zero. */
  public Counts {
    if (errors < 0 || errors > requests) {
      throw new IllegalArgumentException(errors + " errors of " + requests + " requests");
    }
  }

  /** The sum. */
  public Counts plus(Counts other) {
    return new Counts(requests + other.requests, errors + other.errors);
  }

  /** The failures in percent, such as {@code 33 %} or {@code 0.4 %}. */
  public String percentage() {
    double percent = requests == 0 ? 0 : 100.0 * errors / requests;
    return percent >= 10 || errors == 0
        ? Math.round(percent) + " %"
        : Math.round(percent * 100) / 100.0 + " %";
  }
}
