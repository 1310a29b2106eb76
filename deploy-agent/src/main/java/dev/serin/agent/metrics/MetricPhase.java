package dev.serin.agent.metrics;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutCondition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The phase that Argo Rollouts shows in its metrics. It is not the one in the status: it comes from
 * the reason of the condition Progressing, and from InvalidSpec, which goes before.
 *
 * <p>Source: calculatePhase in controller/metrics/rollouts.go of argo-rollouts.
 */
enum MetricPhase {
  COMPLETED("Completed", "NewReplicaSetAvailable"),
  PROGRESSING("Progressing", ""),
  PAUSED("Paused", "RolloutPaused"),
  TIMEOUT("Timeout", "ProgressDeadlineExceeded"),
  ERROR("Error", "ReplicaSetCreateError"),
  ABORT("Abort", "RolloutAborted"),
  INVALID_SPEC("InvalidSpec", "");

  private final String label;
  private final String reason;

  MetricPhase(String label, String reason) {
    this.label = label;
    this.reason = reason;
  }

  /** The value of the label phase. */
  String label() {
    return label;
  }

  /** The phase of a rollout. */
  static MetricPhase of(Rollout rollout) {
    List<RolloutCondition> conditions =
        rollout.getStatus() == null ? List.of() : rollout.getStatus().conditions();
    if (conditions.stream().anyMatch(condition -> "InvalidSpec".equals(condition.type()))) {
      return INVALID_SPEC;
    }
    return conditions.stream()
        .filter(condition -> "Progressing".equals(condition.type()))
        .map(condition -> byReason(condition.reason()))
        .findFirst()
        .orElse(PROGRESSING);
  }

  private static MetricPhase byReason(@Nullable String reason) {
    for (MetricPhase phase : values()) {
      if (!phase.reason.isEmpty() && phase.reason.equals(reason)) {
        return phase;
      }
    }
    return PROGRESSING;
  }
}
