package dev.serin.rollout.canary;

import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RolloutDuration;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.replicas.PodTemplateHash;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Reasons;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The beginning and the end of a change of version, and the wishes of operators in between.
 *
 * <p>Algorithm of {@link #begin}:
 *
 * <ol>
 *   <li>Another template or other steps than the status was made for: forget pauses, abort, full
 *       promotion and analyses; go to the first step, or behind the last when there is nothing to
 *       replace (first deployment, or back to the stable template).
 *   <li>abort taken back (retry): go to the first step again.
 *   <li>Full promotion: forget the abort before it and pauses, go behind the last step. An abort
 *       that comes after it wins.
 *   <li>A pause of the controller's whose conditions somebody has emptied: the rollout is resumed.
 * </ol>
 */
final class Lifecycle {
  private Lifecycle() {}

  static void begin(Situation s, Draft d) {
    RolloutStatus status = d.status();
    String stepHash = PodTemplateHash.ofSteps(s.settings().steps());
    boolean newTemplate = !s.versions().hash().equals(status.currentPodHash());
    boolean newSteps = stepsChanged(status.currentStepHash(), stepHash);
    d.update(b -> b.currentPodHash(s.versions().hash()).currentStepHash(stepHash));
    if (newTemplate || newSteps) {
      reset(s, d, newTemplate);
    }
    if (retried(d)) {
      d.update(b -> b.abort(null).abortedAt(null).currentStepIndex(firstStep(s, d)));
      forgetAnalyses(d);
      d.event(Reasons.ROLLOUT_RETRY, "Retrying Rollout after abort");
      d.progressed();
    }
    if (d.status().aborted() && d.status().abortedAt() == null) {
      // An abort that is not settled yet is the newer wish of the two, and the safer one.
      d.update(b -> b.promoteFull(null));
    }
    if (d.status().fullPromotion()) {
      boolean needed = !stable(s, d);
      d.update(
          b ->
              b.promoteFull(needed ? true : null)
                  .abort(null)
                  .abortedAt(null)
                  .currentStepIndex(s.settings().steps().size()));
      clearPauses(d);
    }
    clamp(s, d);
  }

  /** Whether the current version is the one that serves as stable. */
  static boolean stable(Situation s, Draft d) {
    return s.versions().hash().equals(d.status().stableRS());
  }

  /** Somebody has taken the abort back: what the runs before it have found is history. */
  static boolean retried(Draft d) {
    return !d.status().aborted() && d.status().abortedAt() != null;
  }

  /** Whether there is a stable version to go back to, and another one on its way. */
  static boolean underWay(Situation s, Draft d) {
    String stable = d.status().stableRS();
    return stable != null && !stable.isEmpty() && !stable(s, d);
  }

  /**
   * Makes the current version the stable one when all is done: steps over, all pods available, and
   * all traffic there (or nothing to move). The Services follow in the same pass.
   */
  static void promoteWhenDone(Situation s, Draft d) {
    RolloutStatus status = d.status();
    boolean firstDeployment = !underWay(s, d);
    if (stable(s, d) || status.aborted() || s.settings().paused() || s.current() == null) {
      return;
    }
    boolean stepsOver = index(d) >= s.settings().steps().size();
    boolean podsThere =
        ReplicaSets.wanted(s.current()) == s.settings().replicas()
            && s.currentAvailable() >= s.settings().replicas();
    boolean trafficThere =
        firstDeployment
            || status.fullPromotion()
            || !s.settings().routed()
            || s.settings().replicas() == 0
            || (s.split().canarySelects().equals(s.versions().hash())
                && Traffic.allThere(s, d).confirmed());
    if (!stepsOver || !podsThere || !trafficThere || !status.pauseConditions().isEmpty()) {
      return;
    }
    String why =
        firstDeployment
            ? "Initial deploy"
            : status.fullPromotion()
                ? "Full promotion requested"
                : "Completed all " + s.settings().steps().size() + " canary steps";
    d.update(
        b ->
            b.stableRS(s.versions().hash())
                .promoteFull(null)
                .duration(finished(s, d, status.fullPromotion() ? "FastPromoted" : "Promoted")));
    clearPauses(d);
    d.progressed();
    d.event(
        Reasons.ROLLOUT_COMPLETED,
        "Rollout completed update to revision %d (%s): %s"
            .formatted(s.versions().revision(), s.versions().hash(), why));
  }

  static int index(Draft d) {
    Integer index = d.status().currentStepIndex();
    return index == null ? 0 : index;
  }

  static void clearPauses(Draft d) {
    d.update(b -> b.pauseConditions(List.of()).controllerPause(null));
  }

  static RolloutDuration finished(Situation s, Draft d, String how) {
    RolloutDuration before = d.status().duration();
    return new RolloutDuration(
        before == null ? null : before.rolloutStartedAt(),
        null,
        before == null ? null : before.totalManualPauseDurationSeconds(),
        WireTime.truncate(s.now()),
        how,
        before == null ? Map.of() : before.unknown());
  }

  private static void reset(Situation s, Draft d, boolean newTemplate) {
    boolean hadVersion = d.status().observedGeneration() != null;
    clearPauses(d);
    forgetAnalyses(d);
    d.update(b -> b.abort(null).abortedAt(null).promoteFull(null));
    d.update(b -> b.currentStepIndex(firstStep(s, d)));
    if (!newTemplate) {
      return;
    }
    d.update(
        b ->
            b.duration(
                new RolloutDuration(WireTime.truncate(s.now()), null, null, null, null, Map.of())));
    d.progressed();
    if (stable(s, d) && hadVersion) {
      d.event(Reasons.SKIP_STEPS, "Rollback to stable ReplicaSets");
    }
    d.event(Reasons.ROLLOUT_UPDATED, "Rollout updated to revision " + s.versions().revision());
  }

  private static void forgetAnalyses(Draft d) {
    CanaryStatus canary = d.status().canary();
    if (canary != null) {
      d.update(b -> b.canary(Analyses.with(canary, null, null)));
    }
  }

  private static int firstStep(Situation s, Draft d) {
    return underWay(s, d) ? 0 : s.settings().steps().size();
  }

  /** An operator may have set any index. */
  private static void clamp(Situation s, Draft d) {
    int index = Math.max(0, Math.min(index(d), s.settings().steps().size()));
    d.update(b -> b.currentStepIndex(s.settings().steps().isEmpty() ? null : index));
  }

  private static boolean stepsChanged(@Nullable String before, String now) {
    return before != null && PodTemplateHash.madeHere(before) && !before.equals(now);
  }
}
