package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.TrafficRouting;
import dev.serin.rollout.Action.SetRouteWeights;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HTTPRoutes of the Gateway API: the weights of the backendRefs to the two Services, in every rule
 * that has both. Configured as Argo's plugin is. A route may be in another namespace, but only
 * backends in that of the Rollout count: nobody moves the traffic of others' Services by naming
 * their route.
 */
public final class GatewayApiRouter implements TrafficRouter {
  private static final String API_VERSION = "gateway.networking.k8s.io/v1";

  /** A router; it holds no state. */
  public GatewayApiRouter() {}

  @Override
  public List<RouteReference> routes(TrafficRouting routing, String namespace) {
    JsonNode plugin = routing.plugins().get(ArgoNames.GATEWAY_API_PLUGIN);
    if (plugin == null) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    if (plugin.path("httpRoute").isTextual()) {
      names.add(plugin.path("httpRoute").asText());
    }
    plugin.path("httpRoutes").forEach(route -> names.add(route.path("name").asText()));
    String where = plugin.path("namespace").asText(namespace);
    return names.stream()
        .map(name -> new RouteReference(API_VERSION, "HTTPRoute", where, name))
        .toList();
  }

  @Override
  public boolean understands(HasMetadata route) {
    return route instanceof HTTPRoute;
  }

  @Override
  public OptionalInt canaryWeight(
      HasMetadata route, String namespace, String stableService, String canaryService) {
    return splits((HTTPRoute) route, namespace, stableService, canaryService)
        .mapToInt(split -> share(split, canaryService))
        .max();
  }

  @Override
  public boolean hasWeights(HasMetadata route, SetRouteWeights weights) {
    return apply(route, weights).equals(route);
  }

  @Override
  public HasMetadata apply(HasMetadata route, SetRouteWeights weights) {
    HTTPRoute copy = new HTTPRouteBuilder((HTTPRoute) route).build();
    splits(copy, weights.namespace(), weights.stableService(), weights.canaryService())
        .flatMap(List::stream)
        .forEach(
            backend ->
                backend.setWeight(
                    backend.getName().equals(weights.canaryService())
                        ? weights.canaryWeight()
                        : 100 - weights.canaryWeight()));
    return copy;
  }

  /** The backends of the two Services, for each rule that has both. */
  private static Stream<List<HTTPBackendRef>> splits(
      HTTPRoute route, String namespace, String stableService, String canaryService) {
    if (route.getSpec() == null) {
      return Stream.empty();
    }
    return route.getSpec().getRules().stream()
        .map(HTTPRouteRule::getBackendRefs)
        .map(
            backends ->
                backends.stream()
                    .filter(
                        backend ->
                            namespace.equals(namespace(backend, route))
                                && (backend.getName().equals(stableService)
                                    || backend.getName().equals(canaryService)))
                    .toList())
        .filter(
            backends ->
                new LinkedHashSet<>(backends.stream().map(HTTPBackendRef::getName).toList()).size()
                    == 2);
  }

  /** A backend that names no namespace is in that of its route. */
  private static @Nullable String namespace(HTTPBackendRef backend, HTTPRoute route) {
    return backend.getNamespace() == null
        ? route.getMetadata().getNamespace()
        : backend.getNamespace();
  }

  private static int share(List<HTTPBackendRef> backends, String canaryService) {
    int canary = 0;
    int all = 0;
    for (HTTPBackendRef backend : new ArrayList<>(backends)) {
      int weight = backend.getWeight() == null ? 1 : backend.getWeight();
      all += weight;
      canary += backend.getName().equals(canaryService) ? weight : 0;
    }
    return all == 0 ? 0 : (int) Math.ceil(100.0 * canary / all);
  }
}
