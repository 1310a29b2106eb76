package dev.serin.rollout.canary;

import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.CanaryPause;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.PauseCondition;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.replicas.WeightedReplicas;
import dev.serin.rollout.status.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes from step to step.
 *
 * <p>Algorithm: as long as the step at the current index is done, go to the next one; several may
 * be done in one pass. A step is done when
 *
 * <ul>
 *   <li>setWeight: the canary has the pods that the weight needs, and every route has the weight
 *       (without a router: both versions have exactly their pods);
 *   <li>pause: its duration is over, or somebody resumed it;
 *   <li>setHeaderRoute, setMirrorRoute: every route has it;
 *   <li>analysis: its run was successful.
 * </ul>
 *
 * An analysis without a conclusion stops the steps until somebody resumes. Nor do they go on while
 * the run in the background that ought to judge them does not exist: a run that cannot be created
 * must not make a promotion that nobody has judged.
 */
final class Steps {
  static final String PAUSE_STEP = "CanaryPauseStep";
  static final String INCONCLUSIVE = "InconclusiveAnalysisRun";

  private Steps() {}

  static void advance(Situation s, Draft d) {
    if (s.current() == null || d.status().aborted() || s.settings().paused()) {
      return;
    }
    resume(s, d);
    dropStalePause(s, d);
    CanaryStep step = s.settings().step(Lifecycle.index(d));
    while (step != null
        && !pausedBy(d, INCONCLUSIVE)
        && !Analyses.awaitsBackground(s, d)
        && done(step, s, d)) {
      complete(s, d, step);
      step = s.settings().step(Lifecycle.index(d));
    }
  }

  static boolean pausedBy(Draft d, String reason) {
    return d.status().pauseConditions().stream().anyMatch(c -> reason.equals(c.reason()));
  }

  static void pause(Situation s, Draft d, String reason) {
    if (pausedBy(d, reason)) {
      return;
    }
    List<PauseCondition> conditions = new ArrayList<>(d.status().pauseConditions());
    conditions.add(new PauseCondition(reason, WireTime.truncate(s.now()), Map.of()));
    d.update(b -> b.pauseConditions(conditions).controllerPause(true));
    d.event(Reasons.ROLLOUT_PAUSED, "Rollout is paused (" + reason + ")");
  }

  /** Somebody has emptied the reasons for which the controller had paused. */
  private static void resume(Situation s, Draft d) {
    if (!d.status().pausedByController() || !d.status().pauseConditions().isEmpty()) {
      return;
    }
    d.update(b -> b.controllerPause(null));
    d.event(Reasons.ROLLOUT_RESUMED, "Rollout is resumed");
    d.progressed();
    boolean newRuns = Analyses.forgetInconclusive(d);
    CanaryStep step = s.settings().step(Lifecycle.index(d));
    if (step != null && step.pause() != null && !newRuns) {
      complete(s, d, step);
    }
  }

  /** Somebody has set the index, and the pause belonged to the step that was left. */
  private static void dropStalePause(Situation s, Draft d) {
    CanaryStep step = s.settings().step(Lifecycle.index(d));
    if (pausedBy(d, PAUSE_STEP) && (step == null || step.pause() == null)) {
      removePauseStep(d);
    }
  }

  private static boolean done(CanaryStep step, Situation s, Draft d) {
    Integer weight = step.setWeight();
    if (weight != null) {
      return s.settings().routed() ? routedWeight(weight, s, d) : ratio(weight, s, d);
    }
    CanaryPause pause = step.pause();
    if (pause != null) {
      return pauseOver(pause, s, d);
    }
    if (step.setHeaderRoute() != null || step.setMirrorRoute() != null) {
      return managedRoutes(s, d);
    }
    AnalysisRunReference run = Analyses.step(d);
    return step.analysis() != null
        && run != null
        && Analyses.isOfStep(run, s, Lifecycle.index(d))
        && run.status() == AnalysisPhase.SUCCESSFUL;
  }

  private static boolean routedWeight(int weight, Situation s, Draft d) {
    return s.settings().replicas() == 0
        || (s.currentAvailable() >= s.settings().routedPods(weight)
            && (weight == 0 || s.split().canarySelects().equals(s.versions().hash()))
            && Traffic.inForce(weight, s, d).confirmed());
  }

  private static boolean managedRoutes(Situation s, Draft d) {
    return !Lifecycle.underWay(s, d)
        || Traffic.inForce(s.settings().weightAt(Lifecycle.index(d)), s, d).confirmed();
  }

  private static boolean ratio(int weight, Situation s, Draft d) {
    if (!Lifecycle.underWay(s, d)) {
      return true;
    }
    WeightedReplicas goal =
        WeightedReplicas.of(s.settings().replicas(), weight, s.settings().maxSurge() > 0);
    return ReplicaSets.wanted(s.current()) == goal.canary()
        && s.currentAvailable() == goal.canary()
        && ReplicaSets.wanted(s.versions().stable()) == goal.stable()
        && ReplicaSets.available(s.versions().stable()) == goal.stable()
        && ReplicaSets.sum(s.versions().others(), ReplicaSets::available) == 0;
  }

  private static boolean pauseOver(CanaryPause step, Situation s, Draft d) {
    pause(s, d, PAUSE_STEP);
    Optional<Duration> duration = CanarySettings.duration(step.duration());
    if (duration.isEmpty()) {
      return false;
    }
    Instant end =
        d.status().pauseConditions().stream()
            .filter(condition -> PAUSE_STEP.equals(condition.reason()))
            .map(PauseCondition::startTime)
            .filter(start -> start != null)
            .findFirst()
            .orElse(s.now())
            .plus(duration.get());
    if (s.now().isBefore(end)) {
      d.wakeAt(end);
      return false;
    }
    return true;
  }

  private static void complete(Situation s, Draft d, CanaryStep step) {
    int next = Lifecycle.index(d) + 1;
    removePauseStep(d);
    if (step.analysis() != null) {
      Analyses.forgetStep(d);
    }
    d.update(b -> b.currentStepIndex(next));
    d.progressed();
    d.event(
        Reasons.ROLLOUT_STEP_COMPLETED,
        "Rollout step %d/%d completed (%s)"
            .formatted(next, s.settings().steps().size(), StepText.of(step)));
  }

  private static void removePauseStep(Draft d) {
    List<PauseCondition> left =
        d.status().pauseConditions().stream()
            .filter(condition -> !PAUSE_STEP.equals(condition.reason()))
            .toList();
    d.update(b -> b.pauseConditions(left).controllerPause(left.isEmpty() ? null : true));
  }
}
