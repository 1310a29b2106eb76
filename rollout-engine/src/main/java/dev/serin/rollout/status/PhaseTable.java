package dev.serin.rollout.status;

import dev.serin.argo.rollout.PauseCondition;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums a status up, as Argo does (CalculateRolloutPhase).
 *
 * <p>Algorithm: the first row that fits wins.
 *
 * <ol>
 *   <li>InvalidSpec: Degraded.
 *   <li>A condition says RolloutAborted or ProgressDeadlineExceeded: Degraded.
 *   <li>spec.paused, then pause conditions: Paused.
 *   <li>A restart is under way; pods of the current version are missing, or not available; without
 *       a router, old pods are left; the current version is not stable: Progressing.
 *   <li>Healthy.
 * </ol>
 *
 * @param phase the phase
 * @param message why; empty when healthy
 */
public record PhaseTable(RolloutPhase phase, String message) {
  private static final Set<String> DEGRADED =
      Set.of(Reasons.ROLLOUT_ABORTED, Reasons.PROGRESS_DEADLINE_EXCEEDED);

  /**
   * The phase of a canary.
   *
   * @param spec what is asked for
   * @param status all of the new status but phase and message
   */
  public static PhaseTable of(RolloutSpec spec, RolloutStatus status) {
    for (RolloutCondition condition : status.conditions()) {
      if (Conditions.INVALID_SPEC.equals(condition.type()) && "True".equals(condition.status())) {
        return new PhaseTable(RolloutPhase.DEGRADED, "InvalidSpec: " + condition.message());
      }
    }
    for (RolloutCondition condition : status.conditions()) {
      if (condition.reason() != null && DEGRADED.contains(condition.reason())) {
        return new PhaseTable(
            RolloutPhase.DEGRADED, condition.reason() + ": " + condition.message());
      }
    }
    if (Boolean.TRUE.equals(spec.paused())) {
      return new PhaseTable(RolloutPhase.PAUSED, "manually paused");
    }
    for (PauseCondition pause : status.pauseConditions()) {
      return new PhaseTable(RolloutPhase.PAUSED, String.valueOf(pause.reason()));
    }
    return progress(spec, status);
  }

  private static PhaseTable progress(RolloutSpec spec, RolloutStatus status) {
    int wanted = spec.replicas() == null ? 1 : spec.replicas();
    int updated = orZero(status.updatedReplicas());
    if (spec.restartAt() != null && !spec.restartAt().equals(status.restartedAt())) {
      return progressing("rollout is restarting");
    }
    if (updated < wanted) {
      return progressing("more replicas need to be updated");
    }
    if (orZero(status.availableReplicas()) < updated) {
      return progressing("updated replicas are still becoming available");
    }
    boolean routed =
        spec.strategy() != null
            && spec.strategy().canary() != null
            && spec.strategy().canary().trafficRouting() != null;
    if (!routed && orZero(status.replicas()) > updated) {
      return progressing("old replicas are pending termination");
    }
    if (status.stableRS() == null || !Objects.equals(status.stableRS(), status.currentPodHash())) {
      return progressing("waiting for all steps to complete");
    }
    return new PhaseTable(RolloutPhase.HEALTHY, "");
  }

  private static PhaseTable progressing(String why) {
    return new PhaseTable(RolloutPhase.PROGRESSING, why);
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
