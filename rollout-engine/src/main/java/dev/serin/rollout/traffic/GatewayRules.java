package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rules of one route of the Gateway API.
 *
 * <p>Algorithm of {@link #apply}:
 *
 * <ol>
 *   <li>Rules that steps have added are set apart. They are told by their names or, where the
 *       cluster's Gateway API is too old for names, by their shape: headers and nothing but the
 *       canary behind them, or a mirror to the canary.
 *   <li>Of the others, every rule with both Services gets the weights, and the experiments'
 *       backends; those with weight 0 leave it. Everything else stays as it is.
 *   <li>Mirrors go before them (of two rules that match equally well the first one counts), rules
 *       for headers behind, one for each rule with both Services. One that is there already and
 *       says the same is kept as it is.
 * </ol>
 *
 * @param reference the route
 * @param namespace that of the Services
 * @param goal what the traffic shall be
 * @param managedNames names of the rules that steps may add
 * @param takesManaged whether steps add rules to this route
 */
record GatewayRules(
    RouteReference reference,
    String namespace,
    TrafficGoal goal,
    List<String> managedNames,
    boolean takesManaged) {

  /** What is wrong with the route. */
  List<String> problems(JsonNode route) {
    if (splits(route).isEmpty()) {
      return List.of(
          "%s has no rule with both backends \"%s\" and \"%s\" of namespace \"%s\"; add both as backendRefs of one rule"
              .formatted(reference, goal.stable().service(), goal.canary().service(), namespace));
    }
    return List.of();
  }

  /** The canary's share in every rule that has both Services. */
  IntStream canaryWeights(JsonNode route) {
    return splits(route).stream()
        .mapToInt(
            rule -> {
              long all = 0;
              long canary = 0;
              for (ObjectNode backend : Trees.objects(rule.path("backendRefs"))) {
                long weight = Math.max(0, backend.path("weight").asLong(1));
                all += weight;
                canary += is(backend, goal.canary()) ? weight : 0;
              }
              return Trees.share(canary, all, goal.maxWeight());
            });
  }

  /** Whether steps have added rules that are still there. */
  boolean hasManaged(JsonNode route) {
    return takesManaged && rules(route).stream().anyMatch(this::isManaged);
  }

  /** Makes a route what it shall be; false when it has no rule to work with. */
  boolean apply(ObjectNode route) {
    List<ObjectNode> splits = splits(route);
    if (splits.isEmpty()) {
      return false;
    }
    splits.forEach(this::weigh);
    if (!takesManaged) {
      return true;
    }
    List<ObjectNode> there = rules(route).stream().filter(this::isManaged).toList();
    ManagedRules made = new ManagedRules(reference.kind(), goal, this::isCanary);
    List<ObjectNode> mirrors = new ArrayList<>();
    List<ObjectNode> headers = new ArrayList<>();
    for (ManagedRoute managed : goal.managedRoutes()) {
      List<ObjectNode> rules = made.of(managed, splits);
      (managed instanceof ManagedRoute.HeaderRoute ? headers : mirrors)
          .addAll(rules.stream().map(rule -> kept(rule, there)).toList());
    }
    List<ObjectNode> all = new ArrayList<>(mirrors);
    rules(route).stream().filter(rule -> !isManaged(rule)).forEach(all::add);
    all.addAll(headers);
    if (!all.equals(rules(route))) {
      Trees.child(route, "spec").set("rules", Trees.array(all));
    }
    return true;
  }

  private static ObjectNode kept(ObjectNode rule, List<ObjectNode> there) {
    return there.stream().filter(known -> Trees.agree(known, rule)).findFirst().orElse(rule);
  }

  private void weigh(ObjectNode rule) {
    ArrayNode backends = (ArrayNode) rule.path("backendRefs");
    for (TrafficGoal.Share share : goal.additional()) {
      List<ObjectNode> known =
          Trees.objects(backends).stream()
              .filter(backend -> is(backend, share.destination()))
              .toList();
      if (share.weight() == 0) {
        remove(backends, share.destination());
      } else if (known.isEmpty()) {
        backends.add(like(canary(rule), share));
      }
    }
    for (ObjectNode backend : Trees.objects(backends)) {
      if (is(backend, goal.canary())) {
        backend.put("weight", goal.canaryWeight());
      } else if (is(backend, goal.stable())) {
        backend.put("weight", goal.stableWeight());
      } else {
        share(backend).ifPresent(share -> backend.put("weight", share.weight()));
      }
    }
  }

  private void remove(ArrayNode backends, TrafficGoal.Destination destination) {
    for (int i = backends.size() - 1; i >= 0; i--) {
      if (is(backends.get(i), destination)) {
        backends.remove(i);
      }
    }
  }

  private Optional<TrafficGoal.Share> share(ObjectNode backend) {
    return goal.additional().stream().filter(one -> is(backend, one.destination())).findFirst();
  }

  /** An experiment has the ports of the versions that it is made from. */
  private static ObjectNode like(ObjectNode canary, TrafficGoal.Share share) {
    ObjectNode backend = Trees.object();
    for (String field : List.of("group", "kind", "namespace", "port")) {
      if (canary.has(field)) {
        backend.set(field, canary.get(field));
      }
    }
    return backend.put("name", share.destination().service()).put("weight", share.weight());
  }

  private ObjectNode canary(ObjectNode rule) {
    return Trees.objects(rule.path("backendRefs")).stream()
        .filter(this::isCanary)
        .findFirst()
        .orElseThrow();
  }

  /** The rules with both Services that no step has added. */
  private List<ObjectNode> splits(JsonNode route) {
    return rules(route).stream()
        .filter(rule -> !takesManaged || !isManaged(rule))
        .filter(rule -> has(rule, goal.stable()) && has(rule, goal.canary()))
        .toList();
  }

  private static List<ObjectNode> rules(JsonNode route) {
    return Trees.objects(route.path("spec").path("rules"));
  }

  private boolean has(ObjectNode rule, TrafficGoal.Destination destination) {
    return Trees.objects(rule.path("backendRefs")).stream().anyMatch(b -> is(b, destination));
  }

  private boolean isManaged(ObjectNode rule) {
    String name = Trees.text(rule, "name");
    if (!name.isEmpty()) {
      return managedNames.stream()
          .anyMatch(
              managed ->
                  name.equals(managed)
                      || (name.startsWith(managed + "-")
                          && name.substring(managed.length() + 1).matches("\\d{1,3}")));
    }
    List<ObjectNode> backends = Trees.objects(rule.path("backendRefs"));
    boolean byHeader =
        Trees.objects(rule.path("matches")).stream().anyMatch(match -> match.has("headers"));
    return !managedNames.isEmpty()
        && ((byHeader && backends.size() == 1 && isCanary(backends.get(0)))
            || Trees.objects(rule.path("filters")).stream()
                .anyMatch(filter -> isCanary(filter.path("requestMirror").path("backendRef"))));
  }

  private boolean isCanary(JsonNode backend) {
    return is(backend, goal.canary());
  }

  /** A backend that names no namespace is in that of its route. */
  private boolean is(JsonNode backend, TrafficGoal.Destination destination) {
    return destination.service().equals(Trees.text(backend, "name"))
        && backend.path("kind").asText("Service").equals("Service")
        && backend.path("group").asText("").isEmpty()
        && backend.path("namespace").asText(reference.namespace()).equals(namespace);
  }
}
