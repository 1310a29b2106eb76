package dev.serin.rollout.canary;

import dev.serin.argo.ArgoNames;
import dev.serin.rollout.Action;
import dev.serin.rollout.Action.PointService;
import dev.serin.rollout.Action.SetRoute;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.contest.Contest;
import dev.serin.rollout.contest.FieldOwners;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Reasons;
import dev.serin.rollout.traffic.TrafficGoal;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Actions that move traffic, where what is there differs from what is wanted. What was decided
 * before and somebody else has changed since is set back within the bounds of {@link Contest}.
 */
final class TrafficWrites {
  private TrafficWrites() {}

  /** Writes weights and managed routes where they differ, and notes them in the status. */
  static void weigh(TrafficGoal goal, String stable, Situation s, Draft d) {
    if (!s.settings().routed()) {
      return;
    }
    List<SetRoute> changes = s.split().changesTo(goal);
    int before = s.split().canaryWeight();
    boolean decided =
        d.status().canaryWeight().filter(weight -> weight == goal.canaryWeight()).isEmpty();
    boolean own = false;
    for (SetRoute change : changes) {
      Optional<String> foreign = decided ? Optional.empty() : foreign(change, s);
      if (foreign.isPresent()) {
        restore(change, foreign.get(), s, d);
      } else {
        d.act(change);
        own = true;
      }
    }
    if (own) {
      d.progressed();
      if (before != goal.canaryWeight()) {
        d.event(
            Reasons.TRAFFIC_WEIGHT_UPDATED,
            "Traffic weight updated from %d to %d".formatted(before, goal.canaryWeight()));
      }
    }
    TrafficNotes.note(goal, changes.isEmpty(), stable, s, d);
  }

  private static Optional<String> foreign(SetRoute change, Situation s) {
    return s.split().seen().routes().get(change.route()).flatMap(FieldOwners::foreign);
  }

  /** Sets back what somebody else has changed: not too often, and without saying it each time. */
  private static void restore(Action.Traffic action, String foreign, Situation s, Draft d) {
    String object = FieldOwners.describe(action);
    Optional<Instant> held =
        Contest.heldUntil(s.observation().surroundings().writes(), object, s.now());
    if (held.isPresent()) {
      d.wakeAt(held.get());
      return;
    }
    d.act(action);
    if (!Conditions.isTrue(d.status().conditions(), Conditions.TRAFFIC_CONTESTED)) {
      d.event(
          Reasons.TRAFFIC_RESTORED, "Set %s back, which %s had changed".formatted(object, foreign));
    }
  }

  /** Lets a Service select a version, if it does not. */
  static void point(String name, String hash, Situation s, Draft d) {
    Service service = s.observation().services().get(name);
    if (name.isEmpty() || service == null) {
      return;
    }
    String selects = TrafficSplit.selected(s.observation(), name);
    if (selects.equals(hash)) {
      return;
    }
    String rollout = s.rollout().getMetadata().getName();
    PointService action = new PointService(name, hash, rollout);
    boolean adopted = ReplicaSets.annotation(service, ArgoNames.MANAGED_BY).equals(rollout);
    Optional<String> foreign = adopted ? FieldOwners.foreign(service) : Optional.empty();
    if (foreign.isPresent()) {
      restore(action, foreign.get(), s, d);
      return;
    }
    d.act(action);
    d.event(
        Reasons.SWITCH_SERVICE,
        "Switched selector for service '%s' from '%s' to '%s'".formatted(name, selects, hash));
    d.progressed();
  }
}
