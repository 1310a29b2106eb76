package dev.serin.cluster.gateway;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import java.util.List;

/**
 * What the gateway makes of a route.
 *
 * @param route the route as it was read
 * @param parents the parentRefs that mean this gateway
 * @param unsupported what the gateway cannot do of what it asks for; it is not obeyed then
 * @param unresolved what is wrong with its backendRefs
 * @param unresolvedReason the reason for that as the Gateway API names it, such as {@code
 *     BackendNotFound}
 */
record RouteVerdict(
    HTTPRoute route,
    List<ParentReference> parents,
    List<String> unsupported,
    List<String> unresolved,
    String unresolvedReason) {
  RouteVerdict {
    parents = List.copyOf(parents);
    unsupported = List.copyOf(unsupported);
    unresolved = List.copyOf(unresolved);
  }
}
