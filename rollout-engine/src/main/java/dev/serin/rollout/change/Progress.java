package dev.serin.rollout.change;

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
 * the cluster: not in a pause, not in a judgement of a version that has its pods, not while an old
 * version waits to be scaled down, not when all is done.
 */
public final class Progress {
  private Progress() {}

  /** Aborts at the deadline, when the Rollout says so. */
  public static void abortAtDeadline(Pass p, Draft d) {
    if (p.change().abortAtDeadline()
        && Lifecycle.underWay(p, d)
        && !d.status().aborted()
        && overdue(p, d)) {
      Aborts.abort(d, timedOut(p));
    }
  }

  /** What condition Progressing says now. */
  static Saying saying(Pass p, Draft d, boolean paused, boolean healthy) {
    Optional<RolloutCondition> before =
        Conditions.find(d.status().conditions(), Conditions.PROGRESSING);
    String set = p.name() + "-" + p.versions().hash();
    if (d.status().aborted()) {
      boolean known = before.filter(c -> Reasons.ROLLOUT_ABORTED.equals(c.reason())).isPresent();
      String message =
          known && d.abortReason().isEmpty()
              ? String.valueOf(before.get().message())
              : Aborts.message(p, d);
      return Saying.no(Conditions.PROGRESSING, Reasons.ROLLOUT_ABORTED, message);
    }
    if (paused) {
      return new Saying(
          Conditions.PROGRESSING, "Unknown", Reasons.ROLLOUT_PAUSED, "Rollout is paused");
    }
    if (healthy) {
      return Saying.yes(
          Conditions.PROGRESSING,
          Reasons.NEW_REPLICA_SET_AVAILABLE,
          "ReplicaSet \"%s\" has successfully progressed.".formatted(set));
    }
    if (p.current() == null) {
      return RefusedWrites.creation(p)
          .orElseGet(
              () ->
                  Saying.yes(
                      Conditions.PROGRESSING,
                      Reasons.NEW_REPLICA_SET_CREATED,
                      "Created new replica set \"%s\"".formatted(set)));
    }
    if (before.isEmpty()) {
      return Saying.yes(
          Conditions.PROGRESSING,
          Reasons.FOUND_NEW_REPLICA_SET,
          "Found new replica set \"%s\"".formatted(set));
    }
    if (says(before, Reasons.ROLLOUT_ABORTED) && !d.restarted()) {
      return new Saying(
          Conditions.PROGRESSING, "Unknown", Reasons.ROLLOUT_RETRY, "Retrying Rollout after abort");
    }
    if (overdue(p, d)) {
      return Saying.no(Conditions.PROGRESSING, Reasons.PROGRESS_DEADLINE_EXCEEDED, timedOut(p));
    }
    if (Lifecycle.stable(p, d) && p.currentAvailable() < p.change().replicas()) {
      return Saying.yes(
          Conditions.PROGRESSING,
          Reasons.REPLICA_SET_NOT_AVAILABLE,
          "Rollout does not have minimum availability");
    }
    return Saying.yes(
        Conditions.PROGRESSING,
        Reasons.REPLICA_SET_UPDATED,
        "ReplicaSet \"%s\" is progressing.".formatted(set));
  }

  private static boolean overdue(Pass p, Draft d) {
    Optional<RolloutCondition> before =
        Conditions.find(d.status().conditions(), Conditions.PROGRESSING);
    Instant last = before.map(RolloutCondition::lastUpdateTime).orElse(null);
    if (last == null || d.hasProgressed() || !waitsForCluster(p, d)) {
      return false;
    }
    if (says(before, Reasons.PROGRESS_DEADLINE_EXCEEDED)) {
      return true;
    }
    if (says(before, Reasons.ROLLOUT_PAUSED) || says(before, Reasons.ROLLOUT_ABORTED)) {
      return false;
    }
    if (Lifecycle.stable(p, d) && says(before, Reasons.NEW_REPLICA_SET_AVAILABLE)) {
      // It was healthy: its time begins when it stops to be.
      return false;
    }
    Instant deadline = last.plus(p.change().progressDeadline());
    if (p.now().isBefore(deadline)) {
      d.wakeAt(deadline);
      return false;
    }
    return true;
  }

  private static boolean waitsForCluster(Pass p, Draft d) {
    if (p.change().paused() || !d.status().pauseConditions().isEmpty()) {
      return false;
    }
    boolean podsMissing =
        p.current() == null || p.currentAvailable() < ReplicaSets.wanted(p.current());
    boolean retiring =
        p.versions().others().stream()
            .anyMatch(set -> ReplicaSets.wanted(set) > 0 && ReplicaSets.deadline(set).isPresent());
    return !Lifecycle.stable(p, d)
        ? (podsMissing || !p.indefinite(d)) && !retiring
        : p.currentAvailable() < p.change().replicas() && !retiring;
  }

  private static boolean says(Optional<RolloutCondition> condition, String reason) {
    return condition.filter(c -> reason.equals(c.reason())).isPresent();
  }

  private static String timedOut(Pass p) {
    return p.current() == null
        ? "Rollout \"%s\" has timed out progressing.".formatted(p.name())
        : "ReplicaSet \"%s\" has timed out progressing.".formatted(ReplicaSets.name(p.current()));
  }
}
