package dev.serin.rollout.validation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.PingPong;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Observation;
import dev.serin.rollout.References;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.traffic.RouteObjects;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.TrafficGoal;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import dev.serin.rollout.traffic.TrafficRouter;
import dev.serin.rollout.traffic.TrafficRouters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the objects that route a canary's traffic, and for those that it shares with other
 * Rollouts.
 *
 * <p>Of two Rollouts that want the same Service, or the same object in a way that makes them
 * overwrite each other, the older one goes on and the younger one is refused: so a new Rollout
 * cannot take the traffic of one that is at work.
 */
final class RouteRules {
  private static final String FIELD = "spec.strategy.canary.trafficRouting";

  private RouteRules() {}

  static void check(Observation observation, CanaryStrategy canary, Problems problems) {
    RouteObjects objects = observation.traffic().routes();
    TrafficGoal goal = services(canary);
    for (TrafficRouter router : TrafficRouters.of(observation.rollout())) {
      for (String problem : router.problems(objects, goal)) {
        problems.add(FIELD + "." + router.name() + ": " + problem);
      }
    }
    for (Rollout neighbour : observation.traffic().neighbours()) {
      if (older(neighbour, observation.rollout())) {
        shared(observation, neighbour, objects, problems);
      }
    }
  }

  private static void shared(
      Observation observation, Rollout neighbour, RouteObjects objects, Problems problems) {
    String who = neighbour.getMetadata().getNamespace() + "/" + neighbour.getMetadata().getName();
    boolean sameNamespace =
        String.valueOf(neighbour.getMetadata().getNamespace())
            .equals(observation.rollout().getMetadata().getNamespace());
    Set<String> services = new HashSet<>(References.of(neighbour).services());
    services.retainAll(References.of(observation.rollout()).services());
    if (sameNamespace) {
      for (String service : services.stream().sorted().toList()) {
        if (claimed(observation, service)) {
          continue;
        }
        problems.add(
            "spec.strategy.canary: Service \"%s\" is managed by another Rollout: %s; give each Rollout Services of its own"
                .formatted(service, who));
      }
    }
    List<TrafficRouter> theirs = TrafficRouters.of(neighbour);
    for (TrafficRouter router : TrafficRouters.of(observation.rollout())) {
      for (RouteReference reference : router.references(objects)) {
        if (router.exclusive(reference)
            && theirs.stream()
                .anyMatch(
                    other ->
                        other.exclusive(reference)
                            && other.references(objects).contains(reference))) {
          problems.add(
              "%s.%s: %s is used by another Rollout: %s; give each Rollout one of its own"
                  .formatted(FIELD, router.name(), reference, who));
        }
      }
    }
  }

  /** Another rule says already that a Service belongs to somebody. */
  private static boolean claimed(Observation observation, String service) {
    return observation.services().containsKey(service)
        && !ReplicaSets.annotation(observation.services().get(service), ArgoNames.MANAGED_BY)
            .isEmpty();
  }

  private static boolean older(Rollout one, Rollout other) {
    int byTime = created(one).compareTo(created(other));
    return byTime != 0 ? byTime < 0 : name(one).compareTo(name(other)) < 0;
  }

  private static String created(Rollout rollout) {
    return orEmpty(rollout.getMetadata().getCreationTimestamp());
  }

  private static String name(Rollout rollout) {
    return rollout.getMetadata().getNamespace() + "/" + rollout.getMetadata().getName();
  }

  private static TrafficGoal services(CanaryStrategy canary) {
    PingPong pingPong = canary.pingPong();
    return pingPong == null
        ? TrafficGoal.allStable(
            new Destination(orEmpty(canary.stableService()), ""),
            new Destination(orEmpty(canary.canaryService()), ""))
        : TrafficGoal.allStable(
            new Destination(orEmpty(pingPong.pongService()), ""),
            new Destination(orEmpty(pingPong.pingService()), ""));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
