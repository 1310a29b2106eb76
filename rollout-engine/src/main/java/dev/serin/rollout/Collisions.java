package dev.serin.rollout;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.replicas.PodTemplateHash;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;

/**
 * ReplicaSets that are in the way, and ReplicaSets that belong to nobody.
 *
 * <p>Algorithm: when somebody else has the name of the ReplicaSet that is to be made, {@code
 * status.collisionCount} goes up, and with it the hash and the name change. One without a
 * controller that the selector matches is adopted; nothing is made until it is, since it may be the
 * one that is wanted.
 */
final class Collisions {
  private Collisions() {}

  static Observation counted(Observation observation) {
    Rollout rollout = observation.rollout();
    PodTemplateSpec template = rollout.getSpec() == null ? null : rollout.getSpec().template();
    RolloutStatus status = RolloutStatus.of(rollout);
    if (template == null || observation.surroundings().takenNames().isEmpty()) {
      return observation;
    }
    String hash = PodTemplateHash.of(template, status.collisionCount());
    String name = rollout.getMetadata().getName() + "-" + hash;
    boolean own =
        observation.replicaSets().stream().anyMatch(set -> ReplicaSets.name(set).equals(name));
    if (own || !observation.surroundings().takenNames().contains(name)) {
      return observation;
    }
    int count = status.collisionCount() == null ? 0 : status.collisionCount();
    Rollout copy = new Rollout();
    copy.setMetadata(rollout.getMetadata());
    copy.setSpec(rollout.getSpec());
    copy.setStatus(status.toBuilder().collisionCount(count + 1).build());
    return observation.with(copy);
  }

  static Decision adopting(Observation observation, Decision decision) {
    List<ReplicaSet> orphans = observation.surroundings().orphans();
    if (orphans.isEmpty()) {
      return decision;
    }
    List<Action> actions = new ArrayList<>(decision.actions());
    actions.removeIf(Action.CreateReplicaSet.class::isInstance);
    orphans.forEach(set -> actions.add(new Action.AdoptReplicaSet(ReplicaSets.name(set))));
    return new Decision(actions, decision.status(), decision.events(), decision.requeueAfter());
  }
}
