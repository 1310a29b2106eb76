package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Routes of the Gateway API (HTTPRoute, GRPCRoute, TLSRoute, TCPRoute): the weights of the
 * backendRefs to the two Services, in every rule that has both; rules for headers and mirrors.
 * Whether the parent is a Gateway or, for a mesh, a Service makes no difference.
 *
 * <p>It is set up as Argo's plugin is. A route may be in another namespace, but only backends in
 * that of the Rollout count: nobody moves the traffic of others' Services by naming their route.
 *
 * @param owner the Rollout
 * @param targets routes by name
 * @param selectors routes by label
 * @param managedNames names of the rules that steps may add
 * @param labelKey label of a route whose canary gets traffic; empty for none
 * @param labelValue its value
 */
record GatewayApiRouter(
    Owner owner,
    List<Target> targets,
    List<RouteSelector> selectors,
    List<String> managedNames,
    String labelKey,
    String labelValue)
    implements TrafficRouter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "gateway.networking.k8s.io";

  /** Kinds by the beginning of their fields' names. */
  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("http", new Kind("HTTPRoute", GROUP + "/v1"));
    KINDS.put("grpc", new Kind("GRPCRoute", GROUP + "/v1"));
    KINDS.put("tcp", new Kind("TCPRoute", GROUP + "/v1alpha2"));
    KINDS.put("tls", new Kind("TLSRoute", GROUP + "/v1alpha2"));
  }

  private record Kind(String name, String apiVersion) {}

  /**
   * A route.
   *
   * @param reference the route
   * @param headerRoutes whether steps add rules to it
   */
  record Target(RouteReference reference, boolean headerRoutes) {}

  static TrafficRouter of(RouterSettings settings) {
    String namespace = settings.text("namespace");
    String where = namespace.isEmpty() ? settings.owner().namespace() : namespace;
    List<Target> targets = new ArrayList<>();
    List<RouteSelector> selectors = new ArrayList<>();
    KINDS.forEach(
        (prefix, kind) -> {
          Trees.objects(settings.own().path(prefix + "Routes"))
              .forEach(
                  route ->
                      targets.add(
                          new Target(
                              new RouteReference(
                                  kind.apiVersion, kind.name, where, Trees.text(route, "name")),
                              route.path("useHeaderRoutes").asBoolean())));
          String single = settings.text(prefix + "Route");
          if (!single.isEmpty()) {
            targets.add(
                new Target(new RouteReference(kind.apiVersion, kind.name, where, single), true));
          }
          JsonNode labels = settings.own().path(prefix + "RouteSelector");
          if (labels.isObject()) {
            selectors.add(new RouteSelector(kind.apiVersion, kind.name, where, selector(labels)));
          }
        });
    String key = settings.text("inProgressLabelKey");
    String value = settings.text("inProgressLabelValue");
    boolean labelled = !settings.own().path("disableInProgressLabel").asBoolean();
    return new GatewayApiRouter(
        settings.owner(),
        List.copyOf(targets),
        List.copyOf(selectors),
        settings.managedRoutes(),
        !labelled ? "" : key.isEmpty() ? "rollouts.argoproj.io/gatewayapi-canary" : key,
        value.isEmpty() ? "in-progress" : value);
  }

  private static LabelSelector selector(JsonNode labels) {
    try {
      return JSON.convertValue(labels, LabelSelector.class);
    } catch (IllegalArgumentException malformed) {
      return new LabelSelector();
    }
  }

  @Override
  public String name() {
    return "plugins[\"argoproj-labs/gatewayAPI\"]";
  }

  @Override
  public List<RouteReference> references(RouteObjects objects) {
    List<RouteReference> all = new ArrayList<>();
    targets.forEach(target -> all.add(target.reference()));
    selectors.forEach(
        selector -> objects.matching(selector).forEach(route -> all.add(route.reference())));
    return all.stream().distinct().toList();
  }

  @Override
  public List<String> problems(RouteObjects objects, TrafficGoal goal) {
    List<String> problems = new ArrayList<>();
    if (targets.isEmpty() && selectors.isEmpty()) {
      problems.add(
          "No routes configured. At least one of 'httpRoutes', 'grpcRoutes', 'tcpRoutes',"
              + " 'tlsRoutes', 'httpRoute', 'grpcRoute', 'tcpRoute' or 'tlsRoute' must be set");
    }
    for (RouteSelector selector : selectors) {
      if (objects.matching(selector).isEmpty()) {
        problems.add(
            "no %s of namespace %s has the labels that the selector asks for; label one"
                .formatted(selector.kind(), selector.namespace()));
      }
    }
    for (RouteReference reference : references(objects)) {
      Optional<SeenRoute> route = objects.get(reference);
      if (route.isEmpty()) {
        problems.add(reference + " not found");
      } else {
        problems.addAll(rules(reference, goal).problems(route.get().object()));
      }
    }
    return problems;
  }

  @Override
  public OptionalInt canaryWeight(RouteObjects objects, TrafficGoal goal) {
    return references(objects).stream()
        .flatMap(reference -> objects.get(reference).stream())
        .flatMapToInt(route -> rules(route.reference(), goal).canaryWeights(route.object()))
        .max();
  }

  @Override
  public boolean hasManagedRoutes(RouteObjects objects, TrafficGoal goal) {
    return references(objects).stream()
        .flatMap(reference -> objects.get(reference).stream())
        .anyMatch(route -> rules(route.reference(), goal).hasManaged(route.object()));
  }

  @Override
  public Optional<JsonNode> wanted(
      RouteReference reference, RouteObjects objects, TrafficGoal goal) {
    Optional<SeenRoute> seen = objects.get(reference);
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode route = Trees.copy(seen.get().object());
    if (rules(reference, goal).apply(route)) {
      label(route, goal.canaryWeight() > 0);
      if (!route.equals(seen.get().object())) {
        RouteMarks.put(route, goal, managedNames);
      }
    }
    return Optional.of(route);
  }

  private void label(ObjectNode route, boolean inProgress) {
    JsonNode labels = route.path("metadata").path("labels");
    if (labelKey.isEmpty() || (!inProgress && !labels.has(labelKey))) {
      return;
    }
    ObjectNode changed = Trees.child(Trees.child(route, "metadata"), "labels");
    if (inProgress) {
      changed.put(labelKey, labelValue);
    } else {
      changed.remove(labelKey);
      if (changed.isEmpty()) {
        Trees.child(route, "metadata").remove("labels");
      }
    }
  }

  @Override
  public Confirmation accepted(SeenRoute route) {
    return RouteParents.accepted(route);
  }

  @Override
  public boolean reported(SeenRoute route) {
    return !route.object().path("status").path("parents").isEmpty();
  }

  /** Rules are told by their Services, which are one Rollout's alone. */
  @Override
  public boolean exclusive(RouteReference reference) {
    return false;
  }

  private GatewayRules rules(RouteReference reference, TrafficGoal goal) {
    boolean headerRoutes =
        targets.stream()
            .anyMatch(target -> target.headerRoutes() && target.reference().equals(reference));
    return new GatewayRules(reference, owner.namespace(), goal, managedNames, headerRoutes);
  }
}
