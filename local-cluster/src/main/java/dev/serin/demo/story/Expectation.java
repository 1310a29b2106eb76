package dev.serin.demo.story;

import dev.serin.demo.report.ServiceOutcome;
import java.util.Map;

/**
 * How a story should end.
 *
 * @param reasons the services that it should affect, each with the kind of one of its reasons
 * @param outcomes how it should end for each of them
 * @param failedRequests whether customers may see failed requests
 */
public record Expectation(
    Map<String, String> reasons, Map<String, ServiceOutcome> outcomes, boolean failedRequests) {

  /** The longest time from the first bad response to stable that the demo accepts, in seconds. */
  public static final double MOST_SECONDS_TO_STABLE = 10;

  /** Keeps its own copies. */
  public Expectation {
    reasons = Map.copyOf(reasons);
    outcomes = Map.copyOf(outcomes);
    if (!reasons.keySet().equals(outcomes.keySet())) {
      throw new IllegalArgumentException(
          "An outcome is expected of each affected service: " + reasons + ", " + outcomes);
    }
  }

  /** Whether a canary is expected to be taken back. */
  public boolean rollback() {
    return outcomes.containsValue(ServiceOutcome.ROLLED_BACK);
  }
}
