package dev.serin.rollout.canary;

import dev.serin.argo.ArgoNames;
import dev.serin.rollout.Action.SetRouteWeights;
import dev.serin.rollout.Observation;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.TrafficRouters;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the traffic is split now, read from the routes and Services themselves.
 *
 * @param routes the Rollout's routes that were seen
 * @param namespace that of the Services
 * @param stableService Service of the stable version; may be empty
 * @param canaryService Service of the canary; may be empty
 * @param stableSelects version that the stable Service selects; empty when it selects all
 * @param canarySelects version that the canary Service selects; empty when it selects all
 */
record TrafficSplit(
    List<Route> routes,
    String namespace,
    String stableService,
    String canaryService,
    String stableSelects,
    String canarySelects) {

  /** A route, by name and as it was seen. */
  record Route(RouteReference reference, HasMetadata object) {}

  static TrafficSplit of(Observation observation, CanarySettings settings) {
    List<Route> routes = new ArrayList<>();
    for (RouteReference reference : TrafficRouters.routes(observation.rollout())) {
      observation.routes().stream()
          .filter(reference::names)
          .findFirst()
          .ifPresent(object -> routes.add(new Route(reference, object)));
    }
    return new TrafficSplit(
        List.copyOf(routes),
        String.valueOf(observation.rollout().getMetadata().getNamespace()),
        settings.stableService(),
        settings.canaryService(),
        selected(observation, settings.stableService()),
        selected(observation, settings.canaryService()));
  }

  /** The canary's share of the traffic: the greatest over all routes. */
  int canaryWeight() {
    return routes.stream()
        .mapToInt(
            route ->
                TrafficRouters.of(route.object())
                    .canaryWeight(route.object(), namespace, stableService, canaryService)
                    .orElse(0))
        .max()
        .orElse(0);
  }

  /** The changes that are left until every route has the weight. */
  List<SetRouteWeights> changesTo(int weight) {
    return routes.stream().flatMap(route -> changeTo(route, weight).stream()).toList();
  }

  /** The change that is left until a route has the weight. */
  Optional<SetRouteWeights> changeTo(Route route, int weight) {
    return Optional.of(to(route, weight))
        .filter(change -> !TrafficRouters.of(route.object()).hasWeights(route.object(), change));
  }

  private SetRouteWeights to(Route route, int weight) {
    return new SetRouteWeights(route.reference(), namespace, stableService, canaryService, weight);
  }

  /** Whether a version gets requests through a Service now. */
  boolean sendsTo(String hash) {
    return hash.equals(stableSelects) || (hash.equals(canarySelects) && canaryWeight() > 0);
  }

  private static String selected(Observation observation, String name) {
    Service service = observation.services().get(name);
    if (service == null || service.getSpec() == null) {
      return "";
    }
    Map<String, String> selector = service.getSpec().getSelector();
    return selector == null ? "" : selector.getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }
}
