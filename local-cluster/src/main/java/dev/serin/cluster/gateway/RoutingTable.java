package dev.serin.cluster.gateway;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All rules of all routes, the one that goes first first.
 *
 * @param rules the rules
 * @param verdicts what is to be said of each route that names this gateway
 */
record RoutingTable(List<Rule> rules, List<RouteVerdict> verdicts) {
  /** A table without routes. */
  static final RoutingTable EMPTY = new RoutingTable(List.of(), List.of());

  RoutingTable {
    rules = List.copyOf(rules);
    verdicts = List.copyOf(verdicts);
  }

  /** The table of the routes that name this gateway as their parent. */
  static RoutingTable of(
      Collection<HTTPRoute> routes, EndpointIndex endpoints, String gatewayName) {
    // Between equals the older route goes first, then the one first in the alphabet.
    List<HTTPRoute> ordered =
        routes.stream()
            .sorted(
                Comparator.<HTTPRoute, String>comparing(
                        route -> route.getMetadata().getCreationTimestamp())
                    .thenComparing(route -> route.getMetadata().getNamespace())
                    .thenComparing(route -> route.getMetadata().getName()))
            .toList();
    List<Rule> rules = new ArrayList<>();
    List<RouteVerdict> verdicts = new ArrayList<>();
    for (HTTPRoute route : ordered) {
      List<ParentReference> parents =
          route.getSpec().getParentRefs().stream()
              .filter(parent -> isGateway(parent, gatewayName))
              .toList();
      if (!parents.isEmpty()) {
        RouteReader reader = new RouteReader(route, endpoints);
        rules.addAll(reader.rules());
        verdicts.add(reader.verdict(parents));
      }
    }
    rules.sort(Comparator.comparing(Rule::match, RequestMatch.PRECEDENCE));
    return new RoutingTable(rules, verdicts);
  }

  /** The rule for such a request. */
  Optional<Rule> find(
      String host, String path, String method, MultiMap headers, MultiMap parameters) {
    return rules.stream()
        .filter(rule -> rule.match().fits(host, path, method, headers, parameters))
        .findFirst();
  }

  private static boolean isGateway(ParentReference parent, String gatewayName) {
    boolean kind = parent.getKind() == null || parent.getKind().equals("Gateway");
    return kind && parent.getName().equals(gatewayName);
  }
}
