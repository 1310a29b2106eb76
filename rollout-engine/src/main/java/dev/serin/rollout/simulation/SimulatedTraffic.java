package dev.serin.rollout.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.ArgoNames;
import dev.serin.rollout.Action;
import dev.serin.rollout.ServiceEndpoints;
import dev.serin.rollout.TrafficObservation;
import dev.serin.rollout.traffic.SeenRoute;
import dev.serin.rollout.traffic.SeenRoutes;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The Services, what answers behind them, and the route. */
final class SimulatedTraffic {
  private static final Duration SETTLE = Duration.ofMillis(500);
  private static final JsonNode UNTOUCHED = Cart.route(0);

  private final Map<String, Service> services = new TreeMap<>();
  private final Map<String, ServiceEndpoints> endpoints = new TreeMap<>();
  private JsonNode route = UNTOUCHED;
  private Instant routeSince = Instant.EPOCH;

  SimulatedTraffic() {
    services.put("cart-stable", service("cart-stable"));
    services.put("cart-canary", service("cart-canary"));
  }

  Map<String, Service> services() {
    return services;
  }

  /** The hash that a Service selects, or nothing. */
  String selected(String service) {
    return Objects.requireNonNull(services.get(service), service)
        .getSpec()
        .getSelector()
        .getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }

  JsonNode route() {
    return route;
  }

  /** The Services that the route names. */
  Set<String> backends() {
    return route.findValues("name").stream().map(JsonNode::asText).collect(Collectors.toSet());
  }

  /** The weight of a Service. */
  int weight(String service) {
    for (JsonNode backend : route.at("/spec/rules/0/backendRefs")) {
      if (backend.path("name").asText().equals(service)) {
        return backend.path("weight").asInt();
      }
    }
    return 0;
  }

  /** The EndpointSlice controller, which is a tick behind. */
  void publish(Map<String, Integer> availableByVersion, Instant now) {
    for (String service : services.keySet()) {
      String hash = selected(service);
      Map<String, Integer> ready = new TreeMap<>(availableByVersion);
      ready.keySet().removeIf(version -> !hash.isEmpty() && !hash.equals(version));
      ready.values().removeIf(count -> count == 0);
      ServiceEndpoints known = endpoints.get(service);
      if (known == null || !known.ready().equals(ready)) {
        endpoints.put(service, new ServiceEndpoints(ready, now));
      }
    }
  }

  /** Nobody remembers since when things are as they are. */
  void seenAnew(Instant now) {
    endpoints.replaceAll((service, known) -> new ServiceEndpoints(known.ready(), now));
    routeSince = now;
  }

  TrafficObservation observe() {
    return new TrafficObservation(
        SeenRoutes.of(List.of(new SeenRoute(Cart.ROUTE, route, routeSince))),
        endpoints,
        List.of(),
        SETTLE);
  }

  /** Carries an action out, if it is about traffic. */
  boolean carryOut(Action action, Instant now) {
    if (action instanceof Action.SetRoute set) {
      write(set, now);
    } else if (action instanceof Action.PointService point) {
      point(point);
    } else {
      return false;
    }
    return true;
  }

  /** Writes the route as its router wants it, starting from what it is at this moment. */
  private void write(Action.SetRoute set, Instant now) {
    SeenRoutes seen = SeenRoutes.of(List.of(new SeenRoute(set.route(), route, routeSince)));
    replace(set.router().wanted(set.route(), seen, set.goal()).orElseThrow(), now);
  }

  private void point(Action.PointService point) {
    services.computeIfPresent(
        point.service(),
        (name, service) ->
            new ServiceBuilder(service)
                .editMetadata()
                .addToAnnotations(ArgoNames.MANAGED_BY, point.managedBy())
                .endMetadata()
                .editSpec()
                .addToSelector(ArgoNames.POD_TEMPLATE_HASH, point.podTemplateHash())
                .endSpec()
                .build());
  }

  /** Somebody else writes a weight. */
  void seize(String service, int weight, Instant now) {
    JsonNode other = route.deepCopy();
    for (JsonNode backend : other.at("/spec/rules/0/backendRefs")) {
      boolean own = backend.path("name").asText().equals(service);
      ((ObjectNode) backend).put("weight", own ? weight : 100 - weight);
    }
    replace(other, now);
  }

  private void replace(JsonNode wanted, Instant now) {
    routeSince = wanted.equals(route) ? routeSince : now;
    route = wanted;
  }

  private static Service service(String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withSelector(Map.of("app.kubernetes.io/name", "cart"))
        .endSpec()
        .build();
  }
}
