package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import dev.serin.rollout.status.Reasons;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the rollout moves on.
 *
 * <p>Algorithm: condition Progressing is renewed by everything that moves (pods, steps, weights).
 * The deadline has passed when it is older than progressDeadlineSeconds while the rollout waits for
 * the cluster: not in a pause, not in an analysis whose canary has its pods, not when all is done.
 */
final class Progress {
  private Progress() {}

  /** Aborts at the deadline, when the Rollout says so. */
  static void abortAtDeadline(Situation s, Draft d) {
    if (s.settings().abortAtDeadline()
        && Lifecycle.underWay(s, d)
        && !d.status().aborted()
        && overdue(s, d)) {
      Aborts.abort(d, timedOut(s));
    }
  }

  /** What condition Progressing says now. */
  static Saying saying(Situation s, Draft d, boolean paused) {
    Optional<RolloutCondition> before =
        Conditions.find(d.status().conditions(), Conditions.PROGRESSING);
    String set = s.rollout().getMetadata().getName() + "-" + s.versions().hash();
    if (d.status().aborted()) {
      boolean known = before.filter(c -> Reasons.ROLLOUT_ABORTED.equals(c.reason())).isPresent();
      String message =
          known && d.abortReason().isEmpty()
              ? String.valueOf(before.get().message())
              : Aborts.message(s, d);
      return Saying.no(Conditions.PROGRESSING, Reasons.ROLLOUT_ABORTED, message);
    }
    if (paused) {
      return new Saying(
          Conditions.PROGRESSING, "Unknown", Reasons.ROLLOUT_PAUSED, "Rollout is paused");
    }
    if (Lifecycle.stable(s, d)) {
      return s.currentAvailable() >= s.settings().replicas()
          ? Saying.yes(
              Conditions.PROGRESSING,
              Reasons.NEW_REPLICA_SET_AVAILABLE,
              "ReplicaSet \"%s\" has successfully progressed.".formatted(set))
          : Saying.yes(
              Conditions.PROGRESSING,
              Reasons.REPLICA_SET_NOT_AVAILABLE,
              "ReplicaSet \"%s\" is not available".formatted(set));
    }
    if (s.current() == null) {
      return Saying.yes(
          Conditions.PROGRESSING,
          Reasons.NEW_REPLICA_SET_CREATED,
          "Created new replica set \"%s\"".formatted(set));
    }
    if (overdue(s, d)) {
      return Saying.no(Conditions.PROGRESSING, Reasons.PROGRESS_DEADLINE_EXCEEDED, timedOut(s));
    }
    return Saying.yes(
        Conditions.PROGRESSING,
        Reasons.REPLICA_SET_UPDATED,
        "ReplicaSet \"%s\" is progressing.".formatted(set));
  }

  private static boolean overdue(Situation s, Draft d) {
    Optional<RolloutCondition> before =
        Conditions.find(d.status().conditions(), Conditions.PROGRESSING);
    Instant last = before.map(RolloutCondition::lastUpdateTime).orElse(null);
    if (last == null || d.hasProgressed() || !waitsForCluster(s, d)) {
      return false;
    }
    if (before.filter(c -> Reasons.PROGRESS_DEADLINE_EXCEEDED.equals(c.reason())).isPresent()) {
      return true;
    }
    Instant deadline = last.plus(s.settings().progressDeadline());
    if (s.now().isBefore(deadline)) {
      d.wakeAt(deadline);
      return false;
    }
    return true;
  }

  private static boolean waitsForCluster(Situation s, Draft d) {
    if (Lifecycle.stable(s, d)
        || s.settings().paused()
        || !d.status().pauseConditions().isEmpty()
        || before(d, Reasons.ROLLOUT_PAUSED)) {
      return false;
    }
    CanaryStep step = s.settings().step(Lifecycle.index(d));
    boolean podsMissing =
        s.current() == null || s.currentAvailable() < ReplicaSets.wanted(s.current());
    boolean analysing = step != null && step.analysis() != null;
    return podsMissing || !analysing;
  }

  private static boolean before(Draft d, String reason) {
    return Conditions.find(d.status().conditions(), Conditions.PROGRESSING)
        .filter(condition -> reason.equals(condition.reason()))
        .isPresent();
  }

  private static String timedOut(Situation s) {
    return "Rollout \"%s\" has timed out progressing."
        .formatted(s.rollout().getMetadata().getName());
  }
}
