package dev.serin.rollout.change;

import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import dev.serin.rollout.status.Reasons;
import java.util.List;
import java.util.Optional;

/**
 * Says what the API server refuses: by a condition for as long as it does, and by one event when it
 * begins.
 */
final class RefusedWrites {
  private RefusedWrites() {}

  /** What condition Progressing says of a ReplicaSet that cannot be made; empty when it can. */
  static Optional<Saying> creation(Pass p) {
    String name = p.name() + "-" + p.versions().hash();
    return Optional.ofNullable(p.observation().surroundings().setbacks().replicaSets().get(name))
        .map(
            why ->
                Saying.no(
                    Conditions.PROGRESSING,
                    Reasons.REPLICA_SET_CREATE_ERROR,
                    "Failed to create new replica set \"%s\": %s".formatted(name, why)));
  }

  /** Tells that a ReplicaSet cannot be made, unless that was told already. */
  static void warn(Saying creation, Draft d) {
    boolean told =
        Conditions.find(d.status().conditions(), Conditions.PROGRESSING)
            .filter(known -> creation.reason().equals(known.reason()))
            .isPresent();
    if (!told) {
      d.warning(creation.reason(), creation.message());
    }
  }

  /** The conditions with what is refused of the traffic. */
  static List<RolloutCondition> traffic(Pass p, Draft d, List<RolloutCondition> before) {
    Optional<String> refused = p.observation().surroundings().setbacks().traffic();
    boolean told = Conditions.find(before, Conditions.TRAFFIC_ROUTED).isPresent();
    if (refused.isEmpty()) {
      return told ? Conditions.without(before, Conditions.TRAFFIC_ROUTED) : before;
    }
    if (!told) {
      d.warning(Reasons.TRAFFIC_ROUTING_ERROR, refused.get());
    }
    Saying saying =
        Saying.no(Conditions.TRAFFIC_ROUTED, Reasons.TRAFFIC_ROUTING_ERROR, refused.get());
    return Conditions.with(before, saying, p.now());
  }
}
