package dev.serin.rollout.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.rollout.traffic.Confirmation.State;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of objects that are absent or do not fit, and of routes that are not accepted. */
class ProblemsTest {
  private static final TrafficGoal GOAL =
      TrafficGoal.allStable(
          new Destination("cart-stable", "old"), new Destination("cart-canary", "new"));

  private static List<String> problems(String routing, String... objects) {
    Provider.Cluster cluster = new Provider.Cluster();
    for (String object : objects) {
      cluster.put(object);
    }
    return Provider.router(routing).problems(cluster, GOAL);
  }

  @Test
  void absentObjectsAreNamed() {
    assertEquals(
        List.of("HTTPRoute edge/cart not found", "TLSRoute edge/tls not found"),
        problems(
            "plugins: {argoproj-labs/gatewayAPI: {httpRoute: cart, tlsRoute: tls, namespace:"
                + " edge}}"));
    assertEquals(
        List.of("VirtualService mesh/a.b not found", "DestinationRule shop/c not found"),
        problems(
            "istio: {virtualService: {name: a.b.mesh}, destinationRule: {name: c, canarySubsetName:"
                + " d, stableSubsetName: e}}"));
    assertEquals(
        List.of("Ingress shop/a not found", "Ingress shop/b not found"),
        problems("nginx: {stableIngresses: [a, b]}"));
    assertEquals(List.of("Ingress shop/a not found"), problems("alb: {ingress: a}"));
    assertEquals(
        List.of("TraefikService shop/a not found"),
        problems("traefik: {weightedTraefikServiceName: a}"));
    assertEquals(List.of("ApisixRoute shop/a not found"), problems("apisix: {route: {name: a}}"));
  }

  @Test
  void aSelectorThatSelectsNothingIsNamed() {
    assertEquals(
        List.of(
            "no HTTPRoute of namespace shop has the labels that the selector asks for; label one"),
        problems(
            "plugins: {argoproj-labs/gatewayAPI: {httpRouteSelector: {matchLabels: {a: b}}}}"));
    assertEquals(
        List.of(
            "No routes configured. At least one of 'httpRoutes', 'grpcRoutes', 'tcpRoutes',"
                + " 'tlsRoutes', 'httpRoute', 'grpcRoute', 'tcpRoute' or 'tlsRoute' must be set"),
        problems("plugins: {argoproj-labs/gatewayAPI: {namespace: shop}}"));
  }

  @Test
  void aVirtualServiceThatDoesNotFitIsToldAsArgoTellsIt() {
    String before =
        "VirtualService shop/cart: Istio VirtualService has invalid HTTP routes. Error: ";
    assertEquals(
        List.of(
            before + "HTTP Route 'b' is not found in the defined Virtual Service.",
            before + "Canary Service 'cart-canary' not found in route"),
        problems(
            "istio: {virtualService: {name: cart, routes: [a, b]}}",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: cart, namespace: shop}
            spec: {http: [{name: a, route: [{destination: {host: cart-stable}}]}]}
            """));
    assertEquals(
        List.of(
            before
                + "spec.http[] should be set in VirtualService and it must have exactly one route"
                + " when omitting spec.strategy.canary.trafficRouting.istio.virtualService.routes"),
        problems(
            "istio: {virtualService: {name: cart}}",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: cart, namespace: shop}
            spec: {http: [{name: a}, {name: b}]}
            """));
    assertEquals(
        List.of(
            "VirtualService shop/cart: Unable to get any of the HTTP, TCP or TLS routes for the"
                + " Istio VirtualService"),
        problems(
            "istio: {virtualService: {name: cart}}",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: cart, namespace: shop}
            spec: {hosts: [cart]}
            """));
  }

  @ParameterizedTest
  @CsvSource({
    "True,  4, True,  4, YES",
    "True,  3, True,  4, NOT_YET",
    "False, 4, True,  4, NO",
    "True,  4, False, 4, NO",
    "False, 3, True,  4, NOT_YET",
    "True,  4, True,  5, YES",
  })
  void aRouteIsAcceptedWhenEveryParentSaysSoForItsGeneration(
      String accepted, int acceptedAt, String resolved, int resolvedAt, State expected) {
    JsonNode route =
        Provider.yaml(
            """
            metadata: {generation: 4}
            status:
              parents:
              - parentRef: {name: inner}
                conditions:
                - {type: Accepted, status: "True", observedGeneration: 4}
                - {type: ResolvedRefs, status: "True", observedGeneration: 4}
              - parentRef: {kind: Service, name: cart}
                conditions:
                - {type: Accepted, status: "%s", observedGeneration: %d, message: why}
                - {type: ResolvedRefs, status: "%s", observedGeneration: %d, message: why}
            """
                .formatted(accepted, acceptedAt, resolved, resolvedAt));
    RouteReference reference = new RouteReference("g/v1", "HTTPRoute", "shop", "cart");
    Confirmation confirmation =
        RouteParents.accepted(new SeenRoute(reference, route, Instant.EPOCH));
    assertEquals(expected, confirmation.state(), confirmation.reason());
  }

  @Test
  void aRouteThatNobodyReportsOnIsTakenAsAccepted() {
    RouteReference reference = new RouteReference("g/v1", "HTTPRoute", "shop", "cart");
    JsonNode route = Provider.yaml("metadata: {generation: 4}");
    assertEquals(
        State.YES, RouteParents.accepted(new SeenRoute(reference, route, Instant.EPOCH)).state());
  }

  @Test
  void istiosOwnStatusHasTheLastWordWhereThereIsOne() {
    TrafficRouter router = Provider.ISTIO_HOSTS.router();
    RouteReference reference =
        new RouteReference("networking.istio.io/v1", "VirtualService", "shop", "cart");
    for (String[] row :
        List.of(
            new String[] {"{metadata: {generation: 2}}", "YES"},
            new String[] {
              "{metadata: {generation: 2}, status: {observedGeneration: 1}}", "NOT_YET"
            },
            new String[] {
              "{metadata: {generation: 2}, status: {observedGeneration: 2, conditions: [{type:"
                  + " Reconciled, status: \"False\", message: 1/2 proxies}]}}",
              "NOT_YET"
            },
            new String[] {
              "{metadata: {generation: 2}, status: {observedGeneration: 2, conditions: [{type:"
                  + " Reconciled, status: \"True\"}]}}",
              "YES"
            })) {
      JsonNode object = Provider.yaml(row[0]);
      Confirmation said = router.accepted(new SeenRoute(reference, object, Instant.EPOCH));
      assertEquals(State.valueOf(row[1]), said.state(), row[0]);
    }
  }
}
