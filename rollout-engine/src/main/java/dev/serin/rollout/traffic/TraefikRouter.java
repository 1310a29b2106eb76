package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Traefik: the weights of the two Services in a TraefikService.
 *
 * @param service the TraefikService
 */
record TraefikRouter(RouteReference service) implements TrafficRouter {

  static TrafficRouter of(RouterSettings settings) {
    return new TraefikRouter(
        new RouteReference(
            "traefik.io/v1alpha1",
            "TraefikService",
            settings.owner().namespace(),
            settings.text("weightedTraefikServiceName")));
  }

  @Override
  public String name() {
    return "traefik";
  }

  @Override
  public List<RouteReference> references(RouteObjects objects) {
    return List.of(service);
  }

  @Override
  public List<String> problems(RouteObjects objects, TrafficGoal goal) {
    Optional<SeenRoute> seen = objects.get(service);
    if (seen.isEmpty()) {
      return List.of(service + " not found");
    }
    if (!services(seen.get().object()).isArray()) {
      return List.of(
          service + ": spec.weighted.services was not found in traefik service manifest");
    }
    List<String> problems = new ArrayList<>();
    if (find(seen.get().object(), goal.canary()).isEmpty()) {
      problems.add(
          "%s: traefik canary service was not found; add %s to spec.weighted.services"
              .formatted(service, goal.canary().service()));
    }
    if (find(seen.get().object(), goal.stable()).isEmpty()) {
      problems.add(
          "%s: traefik stable service was not found; add %s to spec.weighted.services"
              .formatted(service, goal.stable().service()));
    }
    return problems;
  }

  @Override
  public OptionalInt canaryWeight(RouteObjects objects, TrafficGoal goal) {
    Optional<SeenRoute> seen = objects.get(service);
    if (seen.isEmpty()
        || find(seen.get().object(), goal.canary()).isEmpty()
        || find(seen.get().object(), goal.stable()).isEmpty()) {
      return OptionalInt.empty();
    }
    long all = 0;
    long canary = 0;
    for (ObjectNode one : Trees.objects(services(seen.get().object()))) {
      // A weight that is not given is 1, as Traefik has it.
      long weight = Math.max(0, one.path("weight").asLong(1));
      all += weight;
      canary += goal.canary().service().equals(Trees.text(one, "name")) ? weight : 0;
    }
    return OptionalInt.of(Trees.share(canary, all, goal.maxWeight()));
  }

  @Override
  public Optional<JsonNode> wanted(
      RouteReference reference, RouteObjects objects, TrafficGoal goal) {
    return objects
        .get(reference)
        .map(
            seen -> {
              ObjectNode object = Trees.copy(seen.object());
              Optional<ObjectNode> canary = find(object, goal.canary());
              Optional<ObjectNode> stable = find(object, goal.stable());
              if (canary.isPresent() && stable.isPresent()) {
                canary.get().put("weight", goal.canaryWeight());
                stable.get().put("weight", goal.stableWeight());
              }
              return object;
            });
  }

  private static JsonNode services(JsonNode object) {
    return object.path("spec").path("weighted").path("services");
  }

  private static Optional<ObjectNode> find(JsonNode object, TrafficGoal.Destination destination) {
    return Trees.objects(services(object)).stream()
        .filter(one -> destination.service().equals(Trees.text(one, "name")))
        .findFirst();
  }
}
