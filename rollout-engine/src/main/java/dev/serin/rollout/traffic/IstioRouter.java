package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Istio: weights in VirtualServices, by the hosts of the two Services or by two subsets of a
 * DestinationRule, whose labels then tell the versions.
 *
 * @param owner the Rollout
 * @param services the VirtualServices, each with the routes to change
 * @param subsets the DestinationRule, if versions are subsets
 * @param managedNames names of the routes that steps may add
 */
record IstioRouter(
    Owner owner, List<Target> services, Optional<Subsets> subsets, List<String> managedNames)
    implements TrafficRouter {

  private static final String API_VERSION = "networking.istio.io/v1";
  private static final String CLUSTER_SUFFIX = ".cluster.local";

  /**
   * A VirtualService.
   *
   * @param reference its name
   * @param http names of the HTTP routes to change; empty for the only one
   * @param tls ports and hosts of the TLS routes to change
   * @param tcp ports of the TCP routes to change
   */
  record Target(
      RouteReference reference, List<String> http, List<TlsMatch> tls, List<Integer> tcp) {}

  /**
   * Tells a TLS route.
   *
   * @param port its port; 0 for none
   * @param hosts its SNI hosts
   */
  record TlsMatch(int port, List<String> hosts) {}

  /**
   * Subsets that tell versions.
   *
   * @param reference the DestinationRule
   * @param stable name of the stable subset
   * @param canary name of the canary's subset
   */
  record Subsets(RouteReference reference, String stable, String canary) {}

  static TrafficRouter of(RouterSettings settings) {
    String namespace = settings.owner().namespace();
    List<ObjectNode> named = new ArrayList<>(Trees.objects(settings.own().path("virtualServices")));
    if (settings.own().path("virtualService") instanceof ObjectNode single) {
      named.add(single);
    }
    JsonNode rule = settings.own().path("destinationRule");
    return new IstioRouter(
        settings.owner(),
        named.stream().map(one -> target(one, namespace)).toList(),
        rule.isObject()
            ? Optional.of(
                new Subsets(
                    new RouteReference(
                        API_VERSION, "DestinationRule", namespace, Trees.text(rule, "name")),
                    Trees.text(rule, "stableSubsetName"),
                    Trees.text(rule, "canarySubsetName")))
            : Optional.empty(),
        settings.managedRoutes());
  }

  /** A VirtualService of another namespace is named {@code name.namespace}. */
  private static Target target(ObjectNode one, String namespace) {
    String name = Trees.text(one, "name");
    String bare =
        name.endsWith(CLUSTER_SUFFIX)
            ? name.substring(0, name.length() - CLUSTER_SUFFIX.length())
            : name;
    int dot = bare.lastIndexOf('.');
    return new Target(
        new RouteReference(
            API_VERSION,
            "VirtualService",
            dot < 0 ? namespace : bare.substring(dot + 1),
            dot < 0 ? bare : bare.substring(0, dot)),
        Trees.texts(one.path("routes")),
        Trees.objects(one.path("tlsRoutes")).stream()
            .map(
                route ->
                    new TlsMatch(route.path("port").asInt(), Trees.texts(route.path("sniHosts"))))
            .toList(),
        Trees.objects(one.path("tcpRoutes")).stream()
            .map(route -> route.path("port").asInt())
            .toList());
  }

  @Override
  public String name() {
    return "istio";
  }

  @Override
  public List<RouteReference> references(RouteObjects objects) {
    return Stream.concat(
            services.stream().map(Target::reference), subsets.stream().map(Subsets::reference))
        .distinct()
        .toList();
  }

  /** Of a VirtualService each Rollout changes its own routes only. */
  @Override
  public boolean exclusive(RouteReference reference) {
    return reference.kind().equals("DestinationRule");
  }

  @Override
  public List<String> problems(RouteObjects objects, TrafficGoal goal) {
    List<String> problems = new ArrayList<>();
    for (Target target : services) {
      Optional<SeenRoute> service = objects.get(target.reference());
      if (service.isEmpty()) {
        problems.add(target.reference() + " not found");
      } else {
        problems.addAll(routes(target, objects, goal).problems(service.get().object()));
      }
    }
    subsets.ifPresent(names -> problems.addAll(new IstioSubsets(names, owner).problems(objects)));
    return problems;
  }

  @Override
  public OptionalInt canaryWeight(RouteObjects objects, TrafficGoal goal) {
    return services.stream()
        .flatMapToInt(
            target ->
                objects.get(target.reference()).stream()
                    .flatMapToInt(
                        seen -> routes(target, objects, goal).canaryWeights(seen.object())))
        .max();
  }

  @Override
  public boolean hasManagedRoutes(RouteObjects objects, TrafficGoal goal) {
    return services.stream()
        .anyMatch(
            target ->
                objects
                    .get(target.reference())
                    .map(seen -> routes(target, objects, goal).hasManaged(seen.object()))
                    .orElse(false));
  }

  @Override
  public Optional<String> canaryHash(RouteObjects objects) {
    return subsets.flatMap(names -> new IstioSubsets(names, owner).hash(objects, names.canary()));
  }

  @Override
  public Optional<String> stableHash(RouteObjects objects) {
    return subsets.flatMap(names -> new IstioSubsets(names, owner).hash(objects, names.stable()));
  }

  @Override
  public Optional<JsonNode> wanted(
      RouteReference reference, RouteObjects objects, TrafficGoal goal) {
    Optional<SeenRoute> seen = objects.get(reference);
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode object = Trees.copy(seen.get().object());
    if (subsets.isPresent() && subsets.get().reference().equals(reference)) {
      new IstioSubsets(subsets.get(), owner).apply(object, goal);
    }
    for (Target target : services) {
      if (target.reference().equals(reference)) {
        routes(target, objects, goal).apply(object);
      }
    }
    return Optional.of(object);
  }

  /** Istio writes a status where it is told to; then that has the last word. */
  @Override
  public Confirmation accepted(SeenRoute route) {
    JsonNode status = route.object().path("status");
    long generation = route.object().path("metadata").path("generation").asLong();
    if (status.path("observedGeneration").asLong(generation) < generation) {
      return Confirmation.notYet(
          "Istio has not looked at generation " + generation + " of " + route.reference());
    }
    return Trees.objects(status.path("conditions")).stream()
        .filter(condition -> "Reconciled".equals(Trees.text(condition, "type")))
        .filter(condition -> !"True".equals(Trees.text(condition, "status")))
        .findFirst()
        .map(
            condition ->
                Confirmation.notYet(
                    route.reference()
                        + " is not in every proxy yet: "
                        + Trees.text(condition, "message")))
        .orElse(Confirmation.CONFIRMED);
  }

  @Override
  public boolean reported(SeenRoute route) {
    return Trees.objects(route.object().path("status").path("conditions")).stream()
        .anyMatch(condition -> "Reconciled".equals(Trees.text(condition, "type")));
  }

  private IstioRoutes routes(Target target, RouteObjects objects, TrafficGoal goal) {
    String host =
        subsets
            .flatMap(names -> objects.get(names.reference()))
            .map(rule -> Trees.text(rule.object().path("spec"), "host"))
            .filter(name -> !name.isEmpty())
            .orElse(goal.canary().service());
    return new IstioRoutes(target, subsets, host, goal, managedNames);
  }
}
