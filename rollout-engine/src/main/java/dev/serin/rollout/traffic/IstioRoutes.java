package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The routes of one VirtualService.
 *
 * <p>Algorithm of {@link #apply}: in each route to change, the canary's destination gets its weight
 * and the stable one what is left of 100 by the canary, the experiments and destinations of others,
 * whose weights stay. Then the managed routes: those that are wanted stand first, in their order; a
 * mirror splits like the route that it is made from; managed routes that are not wanted go.
 *
 * @param target the VirtualService, and which of its routes to change
 * @param subsets the names of the subsets, if versions are subsets
 * @param canaryHost host of the canary, for managed routes
 * @param goal what the traffic shall be
 * @param managedNames names of the routes that steps may add
 */
record IstioRoutes(
    IstioRouter.Target target,
    Optional<IstioRouter.Subsets> subsets,
    String canaryHost,
    TrafficGoal goal,
    List<String> managedNames) {

  private static final String HTTP = "http";

  List<String> problems(JsonNode service) {
    List<String> problems = new ArrayList<>();
    JsonNode spec = service.path("spec");
    if (!spec.path(HTTP).isArray() && !spec.path("tls").isArray() && !spec.path("tcp").isArray()) {
      problems.add(
          "%s: Unable to get any of the HTTP, TCP or TLS routes for the Istio VirtualService"
              .formatted(target.reference()));
    }
    if (spec.path(HTTP).isArray()) {
      String before =
          target.reference() + ": Istio VirtualService has invalid HTTP routes. Error: ";
      List<ObjectNode> own = unmanaged(spec);
      for (String name : target.http()) {
        if (own.stream().noneMatch(route -> name.equals(Trees.text(route, "name")))) {
          problems.add(
              before + "HTTP Route '" + name + "' is not found in the defined Virtual Service.");
        }
      }
      if (target.http().isEmpty() && own.size() > 1) {
        problems.add(
            before
                + "spec.http[] should be set in VirtualService and it must have exactly one route"
                + " when omitting spec.strategy.canary.trafficRouting.istio.virtualService.routes");
      }
      destinations(http(spec), before, problems);
    }
    layer4(spec, "tls", "TLS", target.tls().isEmpty(), problems);
    layer4(spec, "tcp", "TCP", target.tcp().isEmpty(), problems);
    return problems;
  }

  private void layer4(
      JsonNode spec, String field, String what, boolean only, List<String> problems) {
    if (!spec.path(field).isArray()) {
      return;
    }
    String before =
        "%s: Istio VirtualService has invalid %s routes. Error: "
            .formatted(target.reference(), what);
    List<ObjectNode> routes = field.equals("tls") ? tls(spec) : tcp(spec);
    if (routes.isEmpty()) {
      problems.add(
          before + "No matching " + what + " routes found in the defined Virtual Service.");
    }
    if (only && spec.path(field).size() > 1) {
      problems.add(
          before
              + "spec.%s[] should be set in VirtualService and it must have exactly one route when omitting spec.strategy.canary.trafficRouting.istio.virtualService.%sRoutes"
                  .formatted(field, field));
    }
    destinations(routes, before, problems);
  }

  private void destinations(List<ObjectNode> routes, String before, List<String> problems) {
    for (ObjectNode route : routes) {
      List<ObjectNode> all = Trees.objects(route.path("route"));
      if (all.stream().noneMatch(this::isCanary)) {
        problems.add(
            before
                + subsets
                    .map(names -> "Canary DestinationRule subset '" + names.canary() + "'")
                    .orElse("Canary Service '" + goal.canary().service() + "'")
                + " not found in route");
      }
      if (all.stream().noneMatch(this::isStable)) {
        problems.add(
            before
                + subsets
                    .map(names -> "Stable DestinationRule subset '" + names.stable() + "'")
                    .orElse("Stable Service '" + goal.stable().service() + "'")
                + " not found in route");
      }
    }
  }

  IntStream canaryWeights(JsonNode service) {
    return all(service.path("spec")).stream()
        .filter(this::splits)
        .mapToInt(
            route -> {
              long all = 0;
              long canary = 0;
              List<ObjectNode> destinations = Trees.objects(route.path("route"));
              for (ObjectNode destination : destinations) {
                long weight = Math.max(0, destination.path("weight").asLong());
                all += weight;
                canary += isCanary(destination) ? weight : 0;
              }
              return Trees.share(canary, all, goal.maxWeight());
            });
  }

  boolean hasManaged(JsonNode service) {
    return Trees.objects(service.path("spec").path(HTTP)).stream().anyMatch(this::isManaged);
  }

  void apply(ObjectNode service) {
    JsonNode spec = service.path("spec");
    all(spec).stream().filter(this::splits).forEach(this::weigh);
    if (!managedNames.isEmpty() && spec.path(HTTP).isArray()) {
      manage((ObjectNode) spec);
    }
  }

  private void manage(ObjectNode spec) {
    List<ObjectNode> splits = http(spec).stream().filter(this::splits).toList();
    List<ObjectNode> there =
        Trees.objects(spec.path(HTTP)).stream().filter(this::isManaged).toList();
    List<ObjectNode> routes = new ArrayList<>();
    if (!splits.isEmpty()) {
      IstioManaged maker =
          new IstioManaged(canaryHost, subsets.map(IstioRouter.Subsets::canary), splits.get(0));
      goal.managedRoutes().stream()
          .sorted(Comparator.comparingInt(route -> managedNames.indexOf(route.name())))
          .map(maker::of)
          .map(
              made ->
                  there.stream()
                      .filter(known -> known.path("name").equals(made.path("name")))
                      .filter(known -> Trees.agree(known, made))
                      .findFirst()
                      .orElse(made))
          .forEach(routes::add);
    }
    routes.addAll(unmanaged(spec));
    if (!routes.equals(Trees.objects(spec.path(HTTP)))) {
      spec.set(HTTP, Trees.array(routes));
    }
  }

  private void weigh(ObjectNode route) {
    ArrayNode list = (ArrayNode) route.path("route");
    for (TrafficGoal.Share share : goal.additional()) {
      if (share.weight() == 0) {
        for (int i = list.size() - 1; i >= 0; i--) {
          if (host(list.get(i)).equals(share.destination().service())) {
            list.remove(i);
          }
        }
      } else if (Trees.objects(list).stream()
          .noneMatch(known -> host(known).equals(share.destination().service()))) {
        list.addObject()
            .put("weight", share.weight())
            .putObject("destination")
            .put("host", share.destination().service());
      }
    }
    int rest = 100 - goal.canaryWeight();
    for (ObjectNode destination : Trees.objects(list)) {
      if (isCanary(destination)) {
        destination.put("weight", goal.canaryWeight());
      } else if (!isStable(destination)) {
        share(destination).ifPresent(share -> destination.put("weight", share.weight()));
        rest -= destination.path("weight").asInt();
      }
    }
    for (ObjectNode destination : Trees.objects(list)) {
      if (!isCanary(destination) && isStable(destination)) {
        destination.put("weight", Math.max(0, rest));
      }
    }
  }

  private Optional<TrafficGoal.Share> share(ObjectNode destination) {
    return goal.additional().stream()
        .filter(share -> share.destination().service().equals(host(destination)))
        .findFirst();
  }

  private boolean splits(ObjectNode route) {
    List<ObjectNode> destinations = Trees.objects(route.path("route"));
    return destinations.stream().anyMatch(this::isCanary)
        && destinations.stream().anyMatch(this::isStable);
  }

  /** The routes to change, of all protocols. */
  private List<ObjectNode> all(JsonNode spec) {
    List<ObjectNode> all = new ArrayList<>(http(spec));
    all.addAll(tls(spec));
    all.addAll(tcp(spec));
    return all;
  }

  private List<ObjectNode> http(JsonNode spec) {
    List<ObjectNode> own = unmanaged(spec);
    if (target.http().isEmpty()) {
      return own.size() == 1
          ? own
          : own.stream().filter(route -> Trees.text(route, "name").isEmpty()).limit(1).toList();
    }
    return own.stream().filter(route -> target.http().contains(Trees.text(route, "name"))).toList();
  }

  private List<ObjectNode> tls(JsonNode spec) {
    List<ObjectNode> routes = Trees.objects(spec.path("tls"));
    if (target.tls().isEmpty()) {
      return routes.stream().limit(1).toList();
    }
    return routes.stream()
        .filter(
            route -> {
              HashSet<String> hosts = new HashSet<>();
              Trees.objects(route.path("match"))
                  .forEach(match -> hosts.addAll(Trees.texts(match.path("sniHosts"))));
              return target.tls().stream()
                  .anyMatch(
                      wanted ->
                          port(route).equals(Optional.of(wanted.port()))
                              && hosts.equals(new HashSet<>(wanted.hosts())));
            })
        .toList();
  }

  private List<ObjectNode> tcp(JsonNode spec) {
    List<ObjectNode> routes = Trees.objects(spec.path("tcp"));
    if (target.tcp().isEmpty()) {
      return routes.stream().limit(1).toList();
    }
    return routes.stream()
        .filter(route -> port(route).map(target.tcp()::contains).orElse(false))
        .toList();
  }

  /** The only port that a route matches, 0 for none; empty when there are several. */
  private static Optional<Integer> port(ObjectNode route) {
    List<Integer> ports =
        Trees.objects(route.path("match")).stream()
            .map(match -> match.path("port").asInt())
            .distinct()
            .toList();
    return ports.size() > 1 ? Optional.empty() : Optional.of(ports.isEmpty() ? 0 : ports.get(0));
  }

  private List<ObjectNode> unmanaged(JsonNode spec) {
    return Trees.objects(spec.path(HTTP)).stream().filter(route -> !isManaged(route)).toList();
  }

  private boolean isManaged(ObjectNode route) {
    String name = Trees.text(route, "name");
    return managedNames.contains(name) && !target.http().contains(name);
  }

  private boolean isCanary(JsonNode destination) {
    return subsets
        .map(names -> names.canary().equals(subset(destination)))
        .orElseGet(() -> host(destination).equals(goal.canary().service()));
  }

  private boolean isStable(JsonNode destination) {
    return subsets
        .map(names -> names.stable().equals(subset(destination)))
        .orElseGet(() -> host(destination).equals(goal.stable().service()));
  }

  private static String subset(JsonNode destination) {
    return Trees.text(destination.path("destination"), "subset");
  }

  /** The first part of the host: the Service's name. */
  private static String host(JsonNode destination) {
    String host = Trees.text(destination.path("destination"), "host");
    int dot = host.indexOf('.');
    return dot > 0 ? host.substring(0, dot) : host;
  }
}
