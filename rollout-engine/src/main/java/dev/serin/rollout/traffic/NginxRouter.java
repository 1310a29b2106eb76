package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Ingresses in the way of ingress-nginx: beside each stable Ingress, which stays as it is, an
 * Ingress of the Rollout's own with the same rules for the canary's Service, and annotations that
 * say how much of the traffic it gets.
 *
 * @param owner the Rollout
 * @param stable the stable Ingresses
 * @param prefix prefix of the annotations
 * @param annotations annotations for the canary's Ingress, as they were given
 */
record NginxRouter(
    Owner owner, List<RouteReference> stable, String prefix, Map<String, String> annotations)
    implements TrafficRouter {

  private static final String SUFFIX = "-canary";
  private static final String CLASS = "kubernetes.io/ingress.class";
  private static final int LONGEST = 253;

  static TrafficRouter of(RouterSettings settings) {
    String given = settings.text("annotationPrefix");
    String prefix = given.isEmpty() ? "nginx.ingress.kubernetes.io" : given;
    Map<String, String> annotations = new LinkedHashMap<>();
    settings
        .own()
        .path("additionalIngressAnnotations")
        .properties()
        .forEach(
            field ->
                annotations.put(
                    field.getKey().startsWith(prefix)
                        ? field.getKey()
                        : prefix + "/" + field.getKey(),
                    field.getValue().asText()));
    settings
        .own()
        .path("canaryIngressAnnotations")
        .properties()
        .forEach(field -> annotations.put(field.getKey(), field.getValue().asText()));
    return new NginxRouter(
        settings.owner(),
        Ingresses.named(settings, "stableIngress", "stableIngresses"),
        prefix,
        annotations);
  }

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public List<RouteReference> references(RouteObjects objects) {
    List<RouteReference> all = new ArrayList<>();
    for (RouteReference one : stable) {
      all.add(one);
      all.add(canary(one));
    }
    return all;
  }

  /** The canary's Ingress of a stable one; as in Argo, its name is cut to what is allowed. */
  private RouteReference canary(RouteReference one) {
    String name = owner.name() + "-" + one.name();
    int longest = LONGEST - SUFFIX.length();
    return Ingresses.reference(
        one.namespace(), (name.length() > longest ? name.substring(0, longest) : name) + SUFFIX);
  }

  @Override
  public List<String> problems(RouteObjects objects, TrafficGoal goal) {
    List<String> problems = new ArrayList<>();
    for (RouteReference one : stable) {
      Optional<SeenRoute> ingress = objects.get(one);
      if (ingress.isEmpty()) {
        problems.add(one + " not found");
      } else if (!Ingresses.uses(ingress.get().object(), goal.stable().service())) {
        problems.add(
            "ingress `%s` has no rules using service %s backend"
                .formatted(one.name(), goal.stable().service()));
      }
      RouteReference canary = canary(one);
      if (objects.get(canary).filter(there -> !owner.owns(there.object())).isPresent()) {
        problems.add(
            "canary ingress `%s` controlled by different object; delete or rename it"
                .formatted(canary.name()));
      }
    }
    return problems;
  }

  @Override
  public OptionalInt canaryWeight(RouteObjects objects, TrafficGoal goal) {
    return stable.stream()
        .mapToInt(
            one ->
                objects
                    .get(canary(one))
                    .map(ingress -> weight(ingress.object(), goal.maxWeight()))
                    .orElse(0))
        .max();
  }

  private int weight(JsonNode ingress, int maxWeight) {
    long weight = number(ingress, "canary-weight", 0);
    return Trees.share(weight, number(ingress, "canary-weight-total", 100), maxWeight);
  }

  private long number(JsonNode ingress, String annotation, long otherwise) {
    String text =
        Trees.text(ingress.path("metadata").path("annotations"), prefix + "/" + annotation);
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise;
  }

  @Override
  public Optional<JsonNode> wanted(
      RouteReference reference, RouteObjects objects, TrafficGoal goal) {
    Optional<JsonNode> there = objects.get(reference).map(SeenRoute::object);
    Optional<ObjectNode> made =
        stable.stream()
            .filter(one -> canary(one).equals(reference))
            .findFirst()
            .flatMap(objects::get)
            .flatMap(from -> made(reference, from.object(), goal));
    if (made.isEmpty() || there.filter(known -> !owner.owns(known)).isPresent()) {
      return there;
    }
    if (there.isEmpty()) {
      return Optional.of(made.get());
    }
    ObjectNode changed = Trees.copy(there.get());
    ObjectNode known = Trees.child(Trees.child(changed, "metadata"), "annotations");
    made.get()
        .path("metadata")
        .path("annotations")
        .properties()
        .forEach(field -> known.set(field.getKey(), field.getValue()));
    changed.set("spec", made.get().path("spec"));
    return Optional.of(changed);
  }

  private Optional<ObjectNode> made(RouteReference reference, JsonNode from, TrafficGoal goal) {
    ObjectNode spec = Trees.object();
    for (String field : List.of("ingressClassName", "tls")) {
      if (from.path("spec").has(field)) {
        spec.set(field, from.path("spec").get(field).deepCopy());
      }
    }
    ArrayNode rules = spec.putArray("rules");
    for (ObjectNode rule : Trees.objects(from.path("spec").path("rules"))) {
      ObjectNode copy = rule.deepCopy();
      boolean uses = false;
      for (ObjectNode path : Ingresses.paths(copy)) {
        if (Ingresses.service(path).equals(goal.stable().service())) {
          ((ObjectNode) path.path("backend").path("service")).put("name", goal.canary().service());
          uses = true;
        }
      }
      if (uses) {
        rules.add(copy);
      }
    }
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode ingress = Ingresses.empty(reference);
    ObjectNode said = Trees.child(Trees.child(ingress, "metadata"), "annotations");
    String byAnnotation = Trees.text(from.path("metadata").path("annotations"), CLASS);
    if (!byAnnotation.isEmpty()) {
      said.put(CLASS, byAnnotation);
    }
    annotations.forEach(said::put);
    said.put(prefix + "/canary", "true");
    said.put(prefix + "/canary-weight", Integer.toString(goal.canaryWeight()));
    if (goal.maxWeight() != 100) {
      said.put(prefix + "/canary-weight-total", Integer.toString(goal.maxWeight()));
    }
    owner.own(ingress);
    ingress.set("spec", spec);
    return Optional.of(ingress);
  }
}
