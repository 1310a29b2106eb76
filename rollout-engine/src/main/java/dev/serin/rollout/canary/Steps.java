package dev.serin.rollout.canary;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.CanaryPause;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.rollout.analysis.RunRole;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.change.Runs;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.replicas.WeightedReplicas;
import dev.serin.rollout.status.Reasons;
import java.time.Duration;
import java.time.Instant;
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
 *   <li>setCanaryScale: the canary has the pods that it says;
 *   <li>pause: its duration is over, or somebody resumed it;
 *   <li>analysis: its run was successful;
 *   <li>experiment: it was successful; plugin: so was its Run;
 *   <li>setHeaderRoute, setMirrorRoute: every route has it.
 * </ul>
 *
 * An analysis without a conclusion stops the steps until somebody resumes. Nor do they go on while
 * the run in the background that ought to judge them does not exist: a run that cannot be created
 * must not make a promotion that nobody has judged.
 */
final class Steps {
  private Steps() {}

  static void advance(Situation s, Draft d) {
    if (s.current() == null || d.status().aborted() || s.settings().paused()) {
      return;
    }
    resume(s, d);
    dropStalePause(s, d);
    CanaryStep step = s.settings().step(Lifecycle.index(d));
    while (step != null
        && !Pauses.byJudgement(d)
        && !Analyses.awaitsBackground(s, d)
        && done(step, s, d)) {
      complete(s, d, step);
      step = s.settings().step(Lifecycle.index(d));
    }
  }

  /** Somebody has emptied the reasons for which the controller had paused. */
  private static void resume(Situation s, Draft d) {
    if (!Pauses.resumed(d)) {
      return;
    }
    d.update(b -> b.controllerPause(null));
    d.progressed();
    boolean newExperiment = Experiments.forgetInconclusive(s, d);
    boolean newRuns = Runs.forgetInconclusive(d) || newExperiment;
    CanaryStep step = s.settings().step(Lifecycle.index(d));
    if (step != null && step.pause() != null && !newRuns) {
      complete(s, d, step);
    } else {
      resumed(d);
    }
  }

  /** Somebody has set the index, and the pause belonged to the step that was left. */
  private static void dropStalePause(Situation s, Draft d) {
    CanaryStep step = s.settings().step(Lifecycle.index(d));
    if (Pauses.by(d, Pauses.CANARY_STEP) && (step == null || step.pause() == null)) {
      Pauses.remove(d, Pauses.CANARY_STEP);
    }
  }

  private static boolean done(CanaryStep step, Situation s, Draft d) {
    Integer weight = step.setWeight();
    if (weight != null) {
      return s.settings().routed() ? routedWeight(weight, s, d) : ratio(weight, s, d);
    }
    if (step.pause() != null) {
      return pauseOver(step.pause(), s, d);
    }
    if (step.setCanaryScale() != null) {
      return !s.settings().routed() || sized(s, d);
    }
    if (step.analysis() != null) {
      AnalysisRunReference run = Runs.reference(d, RunRole.STEP);
      return run != null
          && Analyses.isOfStep(run, s, Lifecycle.index(d))
          && run.status() == AnalysisPhase.SUCCESSFUL;
    }
    if (step.plugin() != null) {
      return Plugins.done(Lifecycle.index(d), d);
    }
    if (step.experiment() != null) {
      return Experiments.done(s, d);
    }
    return (step.setHeaderRoute() != null || step.setMirrorRoute() != null) && managedRoutes(s, d);
  }

  private static boolean routedWeight(int weight, Situation s, Draft d) {
    int pods = s.settings().canaryPods(Lifecycle.index(d));
    return s.settings().replicas() == 0
        || (s.currentAvailable() >= s.settings().enough(pods)
            && (weight == 0 || s.split().canarySelects().equals(s.versions().hash()))
            && Traffic.inForce(weight, s, d).confirmed());
  }

  private static boolean managedRoutes(Situation s, Draft d) {
    return !Lifecycle.underWay(s, d)
        || Traffic.inForce(s.settings().weightAt(Lifecycle.index(d)), s, d).confirmed();
  }

  private static boolean sized(Situation s, Draft d) {
    int pods = s.settings().canaryPods(Lifecycle.index(d));
    boolean scaled =
        s.settings().scaleAt(Lifecycle.index(d)).isEmpty()
            ? ReplicaSets.wanted(s.current()) >= pods
            : ReplicaSets.wanted(s.current()) == pods;
    return scaled && s.currentAvailable() >= s.settings().enough(pods);
  }

  private static boolean ratio(int weight, Situation s, Draft d) {
    if (!Lifecycle.underWay(s, d)) {
      return true;
    }
    WeightedReplicas goal =
        WeightedReplicas.of(s.settings().replicas(), weight, s.settings().maxSurge() > 0);
    return ReplicaSets.wanted(s.current()) == goal.canary()
        && s.currentAvailable() >= s.settings().enough(goal.canary())
        && ReplicaSets.wanted(s.versions().stable()) == goal.stable()
        && ReplicaSets.existing(s.versions().stable()) == goal.stable()
        && ReplicaSets.sum(s.versions().others(), ReplicaSets::available) == 0;
  }

  private static boolean pauseOver(CanaryPause step, Situation s, Draft d) {
    Pauses.add(s, d, Pauses.CANARY_STEP);
    Optional<Duration> duration = CanarySettings.duration(step.duration());
    if (duration.isEmpty()) {
      return false;
    }
    Instant end = Pauses.since(s, d, Pauses.CANARY_STEP).plus(duration.get());
    if (s.now().isBefore(end)) {
      d.wakeAt(end);
      return false;
    }
    return true;
  }

  private static void complete(Situation s, Draft d, CanaryStep step) {
    int next = Lifecycle.index(d) + 1;
    Pauses.remove(d, Pauses.CANARY_STEP);
    if (step.analysis() != null) {
      Analyses.forgetStep(d);
    }
    if (step.experiment() != null) {
      Experiments.forget(d);
    }
    d.update(b -> b.currentStepIndex(next));
    d.progressed();
    d.event(
        Reasons.ROLLOUT_STEP_COMPLETED,
        "Rollout step %d/%d completed (%s)"
            .formatted(next, s.settings().steps().size(), StepText.of(step)));
    if (step.pause() != null && d.before().pausedByController()) {
      resumed(d);
    }
  }

  private static void resumed(Draft d) {
    d.event(Reasons.ROLLOUT_RESUMED, "Rollout is resumed");
  }
}
