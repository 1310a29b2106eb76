package dev.serin.rollout.judge;

import java.util.Set;

/**
 * What a judge knows.
 *
 * @param canary what has been counted of the canary
 * @param stable the same of the stable version
 * @param logValue natural logarithm of the e-value: how much speaks against the canary
 * @param unhealthy whether that is enough
 * @param sentence what a person would say, with the numbers, the test and its bound
 * @param pods whose counters are known
 */
public record Evidence(
    Counts canary,
    Counts stable,
    double logValue,
    boolean unhealthy,
    String sentence,
    Set<String> pods) {

  /** Copies the names. */
  public Evidence {
    pods = Set.copyOf(pods);
  }

  /** Whether anything has been counted. */
  public boolean any() {
    return canary.requests() > 0 || stable.requests() > 0;
  }

  /** Whether the same has been counted. */
  public boolean sameCounts(Evidence other) {
    return canary.equals(other.canary) && stable.equals(other.stable);
  }
}
