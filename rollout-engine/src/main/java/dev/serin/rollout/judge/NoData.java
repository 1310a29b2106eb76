package dev.serin.rollout.judge;

import dev.serin.argo.analysis.AnalysisPhase;
import java.time.Duration;
import java.util.Optional;

/**
 * What to conclude when a canary has had too few requests for too long.
 *
 * @param conclusion how the metric ends; empty: it waits
 * @param after time from the first measurement on
 */
public record NoData(Optional<AnalysisPhase> conclusion, Duration after) {
  /** However long it takes. */
  public static final NoData WAIT = new NoData(Optional.empty(), Duration.ofMinutes(1));

  /** The policy of a name. */
  static Optional<NoData> of(String policy, Duration after) {
    return switch (policy) {
      case "wait" -> Optional.of(new NoData(Optional.empty(), after));
      case "pass" -> Optional.of(new NoData(Optional.of(AnalysisPhase.SUCCESSFUL), after));
      case "fail" -> Optional.of(new NoData(Optional.of(AnalysisPhase.FAILED), after));
      case "inconclusive" ->
          Optional.of(new NoData(Optional.of(AnalysisPhase.INCONCLUSIVE), after));
      default -> Optional.empty();
    };
  }
}
