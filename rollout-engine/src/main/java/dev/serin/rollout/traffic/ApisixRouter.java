package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.rollout.traffic.ManagedRoute.HeaderRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * APISIX: the weights of the two Services in rules of an ApisixRoute. A route by header is an
 * ApisixRoute of the Rollout's own, named like the managed route, whose rules come before.
 *
 * @param owner the Rollout
 * @param route the ApisixRoute
 * @param rules names of the rules to change
 * @param managedNames names of the routes that steps may add
 */
record ApisixRouter(
    Owner owner, RouteReference route, List<String> rules, List<String> managedNames)
    implements TrafficRouter {

  static TrafficRouter of(RouterSettings settings) {
    JsonNode own = settings.own().path("route");
    String name = Trees.text(own, "name");
    List<String> rules = Trees.texts(own.path("rules"));
    return new ApisixRouter(
        settings.owner(),
        reference(settings.owner(), name),
        rules.isEmpty() ? List.of(name) : List.copyOf(rules),
        settings.managedRoutes());
  }

  private static RouteReference reference(Owner owner, String name) {
    return new RouteReference("apisix.apache.org/v2", "ApisixRoute", owner.namespace(), name);
  }

  @Override
  public String name() {
    return "apisix";
  }

  @Override
  public List<RouteReference> references(RouteObjects objects) {
    List<RouteReference> all = new ArrayList<>(List.of(route));
    managedNames.forEach(name -> all.add(reference(owner, name)));
    return all.stream().distinct().toList();
  }

  @Override
  public List<String> problems(RouteObjects objects, TrafficGoal goal) {
    List<String> problems = new ArrayList<>();
    for (String name : managedNames) {
      RouteReference managed = reference(owner, name);
      if (objects.get(managed).filter(seen -> !owner.owns(seen.object())).isPresent()) {
        problems.add(
            "duplicate ApisixRoute [%s] already exists; rename the managed route".formatted(name));
      }
    }
    Optional<SeenRoute> seen = objects.get(route);
    if (seen.isEmpty()) {
      problems.add(route + " not found");
      return problems;
    }
    if (!seen.get().object().path("spec").path("http").isArray()) {
      problems.add(route + ": spec.http was not found in Apisix Route manifest");
      return problems;
    }
    for (String name : rules) {
      Optional<ObjectNode> rule =
          http(seen.get().object()).stream()
              .filter(one -> name.equals(Trees.text(one, "name")))
              .findFirst();
      if (rule.isEmpty()) {
        problems.add("%s: Apisix http route rule %s not found".formatted(route, name));
        continue;
      }
      for (TrafficGoal.Destination side : List.of(goal.canary(), goal.stable())) {
        if (find(rule.get(), side).isEmpty()) {
          problems.add(
              "%s: apisix route %s backend was not found; add it to rule %s"
                  .formatted(route, side.service(), name));
        }
      }
    }
    return problems;
  }

  @Override
  public OptionalInt canaryWeight(RouteObjects objects, TrafficGoal goal) {
    return objects.get(route).stream()
        .flatMap(seen -> splits(seen.object(), goal).stream())
        .mapToInt(
            rule -> {
              long all = 0;
              long canary = 0;
              for (ObjectNode backend : Trees.objects(rule.path("backends"))) {
                // A weight that is not given is 100, as APISIX has it.
                long weight = Math.max(0, backend.path("weight").asLong(100));
                all += weight;
                boolean is = goal.canary().service().equals(Trees.text(backend, "serviceName"));
                canary += is ? weight : 0;
              }
              return Trees.share(canary, all, goal.maxWeight());
            })
        .max();
  }

  @Override
  public boolean hasManagedRoutes(RouteObjects objects, TrafficGoal goal) {
    return managedNames.stream()
        .flatMap(name -> objects.get(reference(owner, name)).stream())
        .anyMatch(seen -> owner.owns(seen.object()));
  }

  @Override
  public Optional<JsonNode> wanted(
      RouteReference reference, RouteObjects objects, TrafficGoal goal) {
    Optional<JsonNode> there = objects.get(reference).map(SeenRoute::object);
    if (!reference.equals(route)) {
      return managed(reference, there, objects, goal);
    }
    return there.map(
        object -> {
          ObjectNode changed = Trees.copy(object);
          for (ObjectNode rule : splits(changed, goal)) {
            find(rule, goal.canary()).orElseThrow().put("weight", goal.canaryWeight());
            find(rule, goal.stable()).orElseThrow().put("weight", goal.stableWeight());
          }
          return changed;
        });
  }

  private Optional<JsonNode> managed(
      RouteReference reference, Optional<JsonNode> there, RouteObjects objects, TrafficGoal goal) {
    if (there.filter(known -> !owner.owns(known)).isPresent()) {
      return there;
    }
    Optional<HeaderRoute> header =
        goal.managedRoutes().stream()
            .filter(HeaderRoute.class::isInstance)
            .map(HeaderRoute.class::cast)
            .filter(wanted -> wanted.name().equals(reference.name()))
            .findFirst();
    List<ObjectNode> splits =
        objects.get(route).map(seen -> splits(seen.object(), goal)).orElse(List.of());
    if (header.isEmpty() || splits.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode made = Trees.array(List.of());
    splits.forEach(rule -> made.add(byHeader(rule, header.get(), goal)));
    if (there.isPresent() && Trees.agree(there.get().path("spec").path("http"), made)) {
      return there;
    }
    ObjectNode object = there.map(Trees::copy).orElseGet(() -> fresh(reference, objects));
    Trees.child(object, "spec").set("http", made);
    return Optional.of(object);
  }

  /** Like the route that it is made from, but for its rules. */
  private ObjectNode fresh(RouteReference reference, RouteObjects objects) {
    ObjectNode object = Ingresses.empty(reference);
    JsonNode from = objects.get(route).orElseThrow().object();
    for (String field : List.of("labels", "annotations")) {
      if (from.path("metadata").has(field)) {
        Trees.child(object, "metadata").set(field, from.path("metadata").get(field).deepCopy());
      }
    }
    owner.own(object);
    object.set("spec", Trees.copy(from.path("spec")));
    return object;
  }

  private static ObjectNode byHeader(ObjectNode rule, HeaderRoute header, TrafficGoal goal) {
    ObjectNode copy = rule.deepCopy();
    copy.put("priority", rule.path("priority").asInt() + 1);
    ObjectNode canary = find(copy, goal.canary()).orElseThrow();
    canary.put("weight", 100);
    copy.putArray("backends").add(canary);
    ObjectNode match = Trees.child(copy, "match");
    ArrayNode terms =
        match.get("exprs") instanceof ArrayNode known ? known : match.putArray("exprs");
    for (ManagedRoute.HeaderMatch wanted : header.match()) {
      ObjectNode term = terms.addObject();
      term.putObject("subject").put("scope", "Header").put("name", wanted.header());
      String value = wanted.value().value();
      switch (wanted.value().comparison()) {
        case EXACT -> term.put("op", "Equal").put("value", value);
        case REGEX -> term.put("op", "RegexMatch").put("value", value);
        case PREFIX -> term.put("op", "RegexMatch").put("value", "^" + value + ".*");
      }
    }
    return copy;
  }

  /** The rules to change that have both Services. */
  private List<ObjectNode> splits(JsonNode object, TrafficGoal goal) {
    return http(object).stream()
        .filter(rule -> rules.contains(Trees.text(rule, "name")))
        .filter(
            rule -> find(rule, goal.canary()).isPresent() && find(rule, goal.stable()).isPresent())
        .toList();
  }

  @Override
  public Confirmation accepted(SeenRoute seen) {
    long generation = seen.object().path("metadata").path("generation").asLong();
    Confirmation all = Confirmation.CONFIRMED;
    for (ObjectNode said : conditions(seen)) {
      if (said.path("observedGeneration").asLong(generation) < generation) {
        all = all.and(Confirmation.notYet("APISIX has not looked at " + seen.reference() + " yet"));
      } else if (!"True".equals(Trees.text(said, "status"))) {
        all =
            all.and(
                Confirmation.refused(
                    "APISIX does not take "
                        + seen.reference()
                        + ": "
                        + Trees.text(said, "message")));
      }
    }
    return all;
  }

  @Override
  public boolean reported(SeenRoute seen) {
    return !conditions(seen).isEmpty();
  }

  private static List<ObjectNode> conditions(SeenRoute seen) {
    return Trees.objects(seen.object().path("status").path("conditions")).stream()
        .filter(
            said -> List.of("ResourcesAvailable", "Accepted").contains(Trees.text(said, "type")))
        .toList();
  }

  private static List<ObjectNode> http(JsonNode object) {
    return Trees.objects(object.path("spec").path("http"));
  }

  private static Optional<ObjectNode> find(JsonNode rule, TrafficGoal.Destination destination) {
    return Trees.objects(rule.path("backends")).stream()
        .filter(backend -> destination.service().equals(Trees.text(backend, "serviceName")))
        .findFirst();
  }
}
