package dev.serin.rollout.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Observation;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.simulation.Cart;
import dev.serin.rollout.traffic.SeenRoute;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the controller saw in one pass, as promises need it. */
final class Seen {
  private final Observation observation;
  private final Traits traits;
  private final RolloutStatus status;
  private final Map<String, ReplicaSet> byVersion = new HashMap<>();

  Seen(Observation observation, Traits traits) {
    this.observation = observation;
    this.traits = traits;
    this.status = RolloutStatus.of(observation.rollout());
    observation.replicaSets().forEach(set -> byVersion.put(ReplicaSets.hash(set), set));
  }

  Observation observation() {
    return observation;
  }

  boolean is(Traits.Kind kind) {
    return traits.kind() == kind;
  }

  Traits traits() {
    return traits;
  }

  RolloutStatus status() {
    return status;
  }

  String stable() {
    return String.valueOf(status.stableRS());
  }

  int replicas() {
    Integer replicas = observation.rollout().getSpec().replicas();
    return replicas == null ? 1 : replicas;
  }

  List<ReplicaSet> sets() {
    return observation.replicaSets();
  }

  @Nullable ReplicaSet set(String version) {
    return byVersion.get(version);
  }

  int available(String version) {
    return ReplicaSets.available(byVersion.get(version));
  }

  int wanted(String version) {
    return ReplicaSets.wanted(byVersion.get(version));
  }

  /** The version that a Service selects, or nothing. */
  String selected(String service) {
    Service known = observation.services().get(service);
    return known == null
        ? ""
        : known.getSpec().getSelector().getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }

  String stableService() {
    return flipped() ? "cart-canary" : "cart-stable";
  }

  String canaryService() {
    return flipped() ? "cart-stable" : "cart-canary";
  }

  /** Whether ping and pong have changed roles. */
  private boolean flipped() {
    CanaryStatus canary = status.canary();
    return canary != null && "ping".equals(canary.stablePingPong());
  }

  /** The route. */
  JsonNode route() {
    return observation
        .traffic()
        .routes()
        .get(Cart.ROUTE)
        .map(SeenRoute::object)
        .orElseGet(MissingNode::getInstance);
  }

  /** The weight of the canary now. */
  int weight() {
    for (JsonNode backend : route().at("/spec/rules/0/backendRefs")) {
      if (backend.path("name").asText().equals(canaryService())) {
        return backend.path("weight").asInt();
      }
    }
    return 0;
  }

  /** The weight of the canary that a decision wants. */
  int weightAfter(Decision decision) {
    int weight = weight();
    for (Action.Traffic action : decision.traffic()) {
      weight = action instanceof Action.SetRoute set ? set.goal().canaryWeight() : weight;
    }
    return weight;
  }

  /** The pods of each version that a decision wants. */
  Map<String, Integer> wantedAfter(Decision decision) {
    Map<String, Integer> wanted = new HashMap<>();
    byVersion.forEach((version, set) -> wanted.put(version, ReplicaSets.wanted(set)));
    for (Action action : decision.others()) {
      if (action instanceof Action.CreateReplicaSet create) {
        wanted.putIfAbsent(
            ReplicaSets.hash(create.replicaSet()), ReplicaSets.wanted(create.replicaSet()));
      } else if (action instanceof Action.ScaleReplicaSet scale) {
        wanted.put(version(scale.replicaSet()), scale.replicas());
      }
    }
    return wanted;
  }

  static String version(String replicaSet) {
    return replicaSet.substring("cart-".length());
  }

  /** Whether the version under way has been given up. */
  static boolean unhealthy(RolloutStatus status) {
    return status.aborted() && !String.valueOf(status.currentPodHash()).equals(status.stableRS());
  }
}
