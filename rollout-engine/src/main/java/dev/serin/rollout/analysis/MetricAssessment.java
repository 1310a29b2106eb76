package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.MetricResult;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a metric is over by its limits, and how. */
final class MetricAssessment {
  private MetricAssessment() {}

  /** A bad end, with the limit that was passed. */
  record Excess(AnalysisPhase phase, String reason) {}

  /** The phase of a metric that has been measured at least once. */
  static AnalysisPhase phase(MetricLimits limits, MetricResult result, boolean terminating) {
    if (result.phase() != null && result.phase().completed()) {
      return result.phase();
    }
    Measurement last = last(result);
    if (last == null) {
      return terminating ? AnalysisPhase.SUCCESSFUL : AnalysisPhase.PENDING;
    }
    if (last.phase() == null || !last.phase().completed()) {
      return AnalysisPhase.RUNNING;
    }
    Excess excess = excess(limits, result);
    if (excess != null) {
      return excess.phase();
    }
    boolean streak = limits.consecutiveSuccesses() > 0;
    if (streak
        && ResultDraft.orZero(result.consecutiveSuccess()) >= limits.consecutiveSuccesses()) {
      return AnalysisPhase.SUCCESSFUL;
    }
    boolean counted =
        limits.count().isPresent()
            && ResultDraft.orZero(result.count()) >= limits.count().getAsInt();
    if (counted && streak) {
      return limits.failures() >= 0 ? AnalysisPhase.INCONCLUSIVE : AnalysisPhase.FAILED;
    }
    return counted || terminating ? AnalysisPhase.SUCCESSFUL : AnalysisPhase.RUNNING;
  }

  /** The limit that was passed; errors tell more than what is inconclusive, that than failures. */
  static @Nullable Excess excess(MetricLimits limits, MetricResult result) {
    int errors = ResultDraft.orZero(result.consecutiveError());
    int inconclusive = ResultDraft.orZero(result.inconclusive());
    int failed = ResultDraft.orZero(result.failed());
    if (errors > limits.consecutiveErrors()) {
      return new Excess(
          AnalysisPhase.ERROR,
          "consecutiveErrors (%d) > consecutiveErrorLimit (%d)"
              .formatted(errors, limits.consecutiveErrors()));
    }
    if (inconclusive > limits.inconclusive()) {
      return new Excess(
          AnalysisPhase.INCONCLUSIVE,
          "inconclusive (%d) > inconclusiveLimit (%d)"
              .formatted(inconclusive, limits.inconclusive()));
    }
    if (limits.failures() >= 0 && failed > limits.failures()) {
      return new Excess(
          AnalysisPhase.FAILED,
          "failed (%d) > failureLimit (%d)".formatted(failed, limits.failures()));
    }
    return null;
  }

  static @Nullable Measurement last(MetricResult result) {
    return result.measurements().isEmpty()
        ? null
        : result.measurements().get(result.measurements().size() - 1);
  }

  /** Whether a measurement has begun and not ended. */
  static boolean underWay(MetricResult result) {
    Measurement last = last(result);
    return last != null && last.finishedAt() == null;
  }

  static boolean completed(MetricResult result) {
    return Objects.requireNonNullElse(result.phase(), AnalysisPhase.PENDING).completed();
  }
}
