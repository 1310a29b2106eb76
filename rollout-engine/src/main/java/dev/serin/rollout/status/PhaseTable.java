package dev.serin.rollout.status;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.BlueGreenStatus;
import dev.serin.argo.rollout.BlueGreenStrategy;
import dev.serin.argo.rollout.PauseCondition;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.RolloutStrategy;
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
 *   <li>Blue/green: the active Service selects another version, or the current version is not
 *       stable yet: Progressing.
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
   * The phase.
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
    RolloutStrategy strategy = spec.strategy();
    if (strategy != null && strategy.blueGreen() != null) {
      return blueGreen(strategy.blueGreen(), status);
    }
    boolean routed =
        strategy != null && strategy.canary() != null && strategy.canary().trafficRouting() != null;
    if (!routed && orZero(status.replicas()) > updated) {
      return progressing("old replicas are pending termination");
    }
    return promoted(status)
        ? new PhaseTable(RolloutPhase.HEALTHY, "")
        : progressing("waiting for all steps to complete");
  }

  private static PhaseTable blueGreen(BlueGreenStrategy strategy, RolloutStatus status) {
    BlueGreenStatus state =
        status.blueGreen() == null ? BlueGreenStatus.empty() : status.blueGreen();
    String active = state.activeSelector() == null ? "" : state.activeSelector();
    if (active.isEmpty() || !active.equals(status.currentPodHash())) {
      return progressing("active service cutover pending");
    }
    if (promoted(status)) {
      return new PhaseTable(RolloutPhase.HEALTHY, "");
    }
    AnalysisRunReference run = state.postPromotionAnalysisRunStatus();
    boolean judged = run != null && run.status() == AnalysisPhase.SUCCESSFUL;
    return progressing(
        strategy.postPromotionAnalysis() != null && !judged
            ? "waiting for analysis to complete"
            : "waiting for post-promotion verification to complete");
  }

  private static boolean promoted(RolloutStatus status) {
    return status.stableRS() != null && status.stableRS().equals(status.currentPodHash());
  }

  private static PhaseTable progressing(String why) {
    return new PhaseTable(RolloutPhase.PROGRESSING, why);
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
