package dev.serin.rollout.bluegreen;

import dev.serin.rollout.analysis.RunRole;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.change.Rollbacks;
import dev.serin.rollout.change.Runs;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Reasons;
import java.time.Instant;

/**
 * How far a blue/green change has come.
 *
 * <p>Algorithm:
 *
 * <ol>
 *   <li>Resumed: an analysis without a conclusion begins anew; a pause before the promotion is
 *       over. That is remembered by {@code controllerPause} without pause conditions until the
 *       active Service has been switched.
 *   <li>The preview has its pods and has passed its analysis: wait, if the strategy says so, until
 *       somebody resumes or the time is over. Then, where the preview was smaller, the check point:
 *       it gets all of its pods.
 *   <li>The active Service is seen to select the new version, and the analysis after that was
 *       successful: the new version is the stable one. The first version of all is, as soon as it
 *       has its pods: nobody is taken from another one; the Services follow.
 * </ol>
 */
final class Promotion {
  private Promotion() {}

  static void proceed(Stage s, Draft d) {
    if (d.status().aborted() || s.current() == null) {
      return;
    }
    resume(s, d);
    if (s.change().paused() || Pauses.byJudgement(d)) {
      return;
    }
    if (s.fastTracked(d)) {
      Pauses.remove(d, Pauses.BLUE_GREEN);
    } else if (previewed(s) && judged(s, d)) {
      pause(s, d);
      checkPoint(s, d);
    }
    promote(s, d);
  }

  /** Whether the active Service may be switched to the current version now. */
  static boolean maySwitch(Stage s, Draft d) {
    return !d.status().aborted()
        && !hasJustBegun(d)
        && !s.change().paused()
        && !Pauses.byJudgement(d)
        && s.saturated()
        && (s.fastTracked(d) || (judged(s, d) && waited(s, d)));
  }

  /** Whether this pass ends the first deployment: that is written down before Services follow. */
  private static boolean hasJustBegun(Draft d) {
    String before = d.before().stableRS();
    return (before == null || before.isEmpty()) && !Lifecycle.firstDeployment(d);
  }

  /** Whether the preview has all pods that it is to have. */
  private static boolean previewed(Stage s) {
    int wanted = s.settings().previewReplicas().orElse(s.change().replicas());
    return s.currentAvailable() >= wanted
        && (ReplicaSets.wanted(s.current()) == wanted || s.saturated());
  }

  private static boolean judged(Stage s, Draft d) {
    return s.settings().pre().isEmpty() || Runs.successful(d, RunRole.PRE_PROMOTION);
  }

  /** Whether nothing is left to wait for. */
  private static boolean waited(Stage s, Draft d) {
    return !s.settings().pauses()
        || Boolean.TRUE.equals(Stage.state(d).scaleUpPreviewCheckPoint())
        || Pauses.resumed(d);
  }

  private static void pause(Stage s, Draft d) {
    if (waited(s, d)) {
      return;
    }
    Pauses.add(s, d, Pauses.BLUE_GREEN);
    if (!s.settings().automatic()) {
      return;
    }
    Instant end = Pauses.since(s, d, Pauses.BLUE_GREEN).plus(s.settings().delay());
    if (s.now().isBefore(end)) {
      d.wakeAt(end);
      return;
    }
    Pauses.remove(d, Pauses.BLUE_GREEN);
    d.update(b -> b.controllerPause(true));
  }

  private static void checkPoint(Stage s, Draft d) {
    if (s.settings().previewReplicas().isPresent() && waited(s, d)) {
      d.update(b -> b.blueGreen(Stage.state(d).withCheckPoint(true)));
    }
  }

  private static void resume(Stage s, Draft d) {
    if (!Pauses.resumed(d)) {
      return;
    }
    boolean news = d.before().pausedByController() && d.before().pauseConditions().isEmpty();
    if (Runs.forgetInconclusive(d) || s.switched()) {
      d.update(b -> b.controllerPause(null));
    }
    if (news && pausedCondition(d)) {
      d.event(Reasons.ROLLOUT_RESUMED, "Rollout is resumed");
      d.progressed();
    }
  }

  /** Whether the last pass has said that the rollout is paused. */
  private static boolean pausedCondition(Draft d) {
    return Conditions.isTrue(d.before().conditions(), Conditions.PAUSED);
  }

  private static void promote(Stage s, Draft d) {
    boolean first = Lifecycle.firstDeployment(d);
    boolean replacesNothing = first && s.active().isEmpty() && s.saturated();
    if (Lifecycle.stable(s, d) || (!s.switched() && !replacesNothing)) {
      return;
    }
    String why = null;
    if (first) {
      why = "Initial deploy";
    } else if (d.status().fullPromotion()) {
      why = "Full promotion requested";
    } else if (s.fastRollback(d)) {
      why = Rollbacks.withinWindow(s, d) ? "Rollback within window" : "Fast rollback";
    } else if (s.settings().post().isEmpty() || Runs.successful(d, RunRole.POST_PROMOTION)) {
      why = "Completed blue-green update";
    }
    if (why != null) {
      Lifecycle.promote(s, d, why);
    }
  }
}
