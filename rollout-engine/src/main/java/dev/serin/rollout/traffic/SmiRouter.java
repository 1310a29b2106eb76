package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Service Mesh Interface: a TrafficSplit of the Rollout's own.
 *
 * @param owner the Rollout
 * @param split the TrafficSplit
 * @param rootService Service that clients use; empty for the stable one
 */
record SmiRouter(Owner owner, RouteReference split, String rootService) implements TrafficRouter {

  static TrafficRouter of(RouterSettings settings) {
    String name = settings.text("trafficSplitName");
    return new SmiRouter(
        settings.owner(),
        new RouteReference(
            "split.smi-spec.io/v1alpha1",
            "TrafficSplit",
            settings.owner().namespace(),
            name.isEmpty() ? settings.owner().name() : name),
        settings.text("rootService"));
  }

  @Override
  public String name() {
    return "smi";
  }

  @Override
  public List<RouteReference> references(RouteObjects objects) {
    return List.of(split);
  }

  @Override
  public List<String> problems(RouteObjects objects, TrafficGoal goal) {
    return objects.get(split).filter(seen -> !owner.owns(seen.object())).isPresent()
        ? List.of(
            "Rollout does not own TrafficSplit `%s`; delete or rename it".formatted(split.name()))
        : List.of();
  }

  @Override
  public OptionalInt canaryWeight(RouteObjects objects, TrafficGoal goal) {
    Optional<SeenRoute> seen = objects.get(split);
    if (seen.isEmpty()) {
      return OptionalInt.of(0);
    }
    long all = 0;
    long canary = 0;
    for (ObjectNode backend : backends(seen.get().object())) {
      long weight = Math.max(0, backend.path("weight").asLong());
      all += weight;
      canary += goal.canary().service().equals(Trees.text(backend, "service")) ? weight : 0;
    }
    return OptionalInt.of(Trees.share(canary, all, goal.maxWeight()));
  }

  @Override
  public Optional<JsonNode> wanted(
      RouteReference reference, RouteObjects objects, TrafficGoal goal) {
    Optional<JsonNode> there = objects.get(reference).map(SeenRoute::object);
    if (there.filter(known -> !owner.owns(known)).isPresent()) {
      return there;
    }
    ObjectNode object = there.map(Trees::copy).orElseGet(() -> Ingresses.empty(reference));
    if (there.isEmpty()) {
      owner.own(object);
    }
    ObjectNode spec = Trees.child(object, "spec");
    spec.put("service", rootService.isEmpty() ? goal.stable().service() : rootService);
    ArrayNode backends = Trees.array(List.of());
    backends.add(backend(object, goal.canary(), goal.canaryWeight()));
    goal.additional().stream()
        .filter(share -> share.weight() > 0)
        .forEach(share -> backends.add(backend(object, share.destination(), share.weight())));
    backends.add(backend(object, goal.stable(), goal.stableWeight()));
    spec.set("backends", backends);
    return Optional.of(object);
  }

  /** The backend as it is if it has the weight; the oldest version writes numbers as texts. */
  private static ObjectNode backend(
      ObjectNode object, TrafficGoal.Destination destination, int weight) {
    return backends(object).stream()
        .filter(known -> destination.service().equals(Trees.text(known, "service")))
        .filter(known -> Integer.toString(weight).equals(Trees.text(known, "weight")))
        .findFirst()
        .orElseGet(
            () -> Trees.object().put("service", destination.service()).put("weight", weight));
  }

  private static List<ObjectNode> backends(JsonNode object) {
    return Trees.objects(object.path("spec").path("backends"));
  }
}
