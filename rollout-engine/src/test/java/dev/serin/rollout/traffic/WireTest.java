package dev.serin.rollout.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.rollout.traffic.ManagedRoute.Comparison;
import dev.serin.rollout.traffic.ManagedRoute.HeaderMatch;
import dev.serin.rollout.traffic.ManagedRoute.HeaderRoute;
import dev.serin.rollout.traffic.ManagedRoute.MirrorRoute;
import dev.serin.rollout.traffic.ManagedRoute.RequestMatch;
import dev.serin.rollout.traffic.ManagedRoute.Text;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import dev.serin.rollout.traffic.TrafficGoal.Share;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in each object, to the letter, so that what reads Argo's objects reads these. */
class WireTest {
  private static final Destination STABLE = new Destination("cart-stable", "old");
  private static final Destination CANARY = new Destination("cart-canary", "new");
  private static final Share EXPERIMENT = new Share(new Destination("exp", "exp-hash"), 5);
  private static final HeaderRoute HEADER =
      new HeaderRoute(
          "first",
          List.of(
              new HeaderMatch("X-Canary", new Text(Comparison.EXACT, "yes")),
              new HeaderMatch("Agent", new Text(Comparison.PREFIX, "curl"))));
  private static final MirrorRoute MIRROR =
      new MirrorRoute(
          "second",
          List.of(
              new RequestMatch(
                  Optional.of(new Text(Comparison.EXACT, "GET")),
                  Optional.of(new Text(Comparison.PREFIX, "/cart/items")),
                  Map.of())),
          35);

  private static TrafficGoal goal(int weight, List<Share> shares, ManagedRoute... managed) {
    return new TrafficGoal(STABLE, CANARY, weight, 100, shares, List.of(managed));
  }

  private static JsonNode applied(Provider provider, String kind, TrafficGoal goal) {
    Provider.Cluster cluster = provider.cluster();
    cluster.apply(provider.router(), goal);
    return cluster.only(kind);
  }

  private static void assertYaml(String expected, JsonNode actual) {
    assertEquals(Provider.yaml(expected).toPrettyString(), actual.toPrettyString());
  }

  @Test
  void aGrpcRouteGetsWeightsAHeaderRuleBehindAndALabel() {
    JsonNode route =
        applied(Provider.GRPC_ROUTE, "GRPCRoute", goal(20, List.of(EXPERIMENT), HEADER));
    assertEquals("in-progress", label(route));
    assertYaml(
        """
        - matches: [{method: {type: Exact, service: cart.v1.Cart}}]
          backendRefs:
          - {group: "", kind: Service, name: cart-stable, port: 80, weight: 75}
          - {group: "", kind: Service, name: cart-canary, port: 80, weight: 20}
          - {group: "", kind: Service, port: 80, name: exp, weight: 5}
        - matches:
          - method: {type: Exact, service: cart.v1.Cart}
            headers:
            - {name: X-Canary, type: Exact, value: "yes"}
            - {name: Agent, type: RegularExpression, value: curl.*}
          backendRefs: [{group: "", kind: Service, name: cart-canary, port: 80, weight: 1}]
          name: first
        """,
        route.path("spec").path("rules"));
  }

  private static String label(JsonNode route) {
    return route.at("/metadata/labels/rollouts.argoproj.io~1gatewayapi-canary").asText();
  }

  @Test
  void anHttpRouteGetsAMirrorInFrontForEachRuleThatSplits() {
    JsonNode rules =
        applied(Provider.HTTP_ROUTE, "HTTPRoute", goal(10, List.of(), MIRROR))
            .path("spec")
            .path("rules");
    assertYaml(
        """
        matches:
        - path: {type: PathPrefix, value: /cart/items}
          headers: [{name: x, type: Exact, value: y}]
          method: GET
        filters:
        - {type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: a, value: b}]}}
        - type: RequestMirror
          requestMirror:
            backendRef: {group: "", kind: Service, name: cart-canary, port: 80}
            percent: 35
        timeouts: {request: 10s}
        backendRefs:
        - {group: "", kind: Service, name: cart-stable, port: 80, weight: 90}
        - {group: "", kind: Service, name: cart-canary, port: 80, weight: 10}
        name: second
        """,
        rules.get(0));
    assertEquals("second-1", rules.get(1).path("name").asText());
    assertEquals("foreign", rules.get(2).path("name").asText());
    assertEquals(7, rules.get(5).at("/backendRefs/0/weight").asInt(), "one backend has no split");
  }

  @Test
  void rulesWithoutNamesAreKnownAgainWhereTheGatewayApiIsTooOldForNames() {
    Provider.Cluster cluster = Provider.HTTP_ROUTE.cluster();
    TrafficRouter router = Provider.HTTP_ROUTE.router();
    TrafficGoal goal = goal(10, List.of(), HEADER, MIRROR);
    RouteReference route = router.references(cluster).get(0);
    cluster.apply(router, goal);
    JsonNode pruned = cluster.only("HTTPRoute").deepCopy();
    pruned
        .path("spec")
        .path("rules")
        .forEach(
            rule -> {
              if (!rule.path("name").asText().equals("foreign")) {
                ((ObjectNode) rule).remove("name");
              }
            });
    cluster.put(route, Optional.of(pruned));
    assertEquals(List.of(), changesOfRules(cluster, router, goal));
    assertTrue(router.hasManagedRoutes(cluster, goal));
    cluster.apply(router, goal(0, List.of()));
    assertEquals(4, cluster.only("HTTPRoute").path("spec").path("rules").size());
  }

  private static List<String> changesOfRules(
      Provider.Cluster cluster, TrafficRouter router, TrafficGoal goal) {
    RouteReference route = router.references(cluster).get(0);
    JsonNode before = cluster.only("HTTPRoute").path("spec");
    JsonNode after = router.wanted(route, cluster, goal).orElseThrow().path("spec");
    return before.equals(after) ? List.of() : List.of(before + " became " + after);
  }

  @Test
  void aVirtualServiceGetsManagedRoutesInFrontInTheirOrder() {
    JsonNode http =
        applied(
                Provider.ISTIO_HOSTS,
                "VirtualService",
                goal(20, List.of(EXPERIMENT), MIRROR, HEADER))
            .path("spec")
            .path("http");
    assertYaml(
        """
        - name: first
          match: [{headers: {X-Canary: {exact: "yes"}}}, {headers: {Agent: {prefix: curl}}}]
          route: [{weight: 100, destination: {host: cart-canary, port: {number: 80}}}]
        - name: second
          match: [{method: {exact: GET}, uri: {prefix: /cart/items}}]
          route:
          - {destination: {host: cart-stable.shop.svc.cluster.local, port: {number: 80}}, weight: 75}
          - {destination: {host: cart-canary, port: {number: 80}}, weight: 20}
          - {weight: 5, destination: {host: exp}}
          mirror: {host: cart-canary, port: {number: 80}}
          mirrorPercentage: {value: 35.0}
        - name: foreign
          route: [{destination: {host: files}, weight: 100}]
        - name: primary
          timeout: 5s
          route:
          - {destination: {host: cart-stable.shop.svc.cluster.local, port: {number: 80}}, weight: 75}
          - {destination: {host: cart-canary, port: {number: 80}}, weight: 20}
          - {weight: 5, destination: {host: exp}}
        """,
        http);
  }

  @Test
  void subsetsGetTheVersionsAndOthersKeepTheirShare() {
    Provider.Cluster cluster = Provider.ISTIO_SUBSETS.cluster();
    TrafficRouter router = Provider.ISTIO_SUBSETS.router();
    assertEquals(Optional.of(""), router.canaryHash(cluster));
    cluster.apply(router, goal(20, List.of(), HEADER));
    assertEquals(Optional.of("new"), router.canaryHash(cluster));
    assertEquals(Optional.of("old"), router.stableHash(cluster));
    assertYaml(
        """
        - name: first
          match: [{headers: {X-Canary: {exact: "yes"}}}, {headers: {Agent: {prefix: curl}}}]
          route: [{weight: 100, destination: {host: cart, subset: canary}}]
        - route:
          - {destination: {host: cart, subset: stable}, weight: 70}
          - {destination: {host: cart, subset: canary}, weight: 20}
          - {destination: {host: cart, subset: debug}, weight: 10}
        """,
        cluster.only("VirtualService").path("spec").path("http"));
    assertYaml(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata:
          name: cart
          namespace: shop
          generation: 3
          annotations: {argo-rollouts.argoproj.io/managed-by-rollouts: cart}
        spec:
          host: cart
          trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
          subsets:
          - name: stable
            labels: {app: cart, rollouts-pod-template-hash: old}
            trafficPolicy: {loadBalancer: {simple: RANDOM}}
          - {name: canary, labels: {rollouts-pod-template-hash: new}}
          - {name: debug, labels: {app: debug}}
        """,
        cluster.only("DestinationRule"));
  }

  @Test
  void theCanarysIngressIsMadeFromTheStableOne() {
    Provider.Cluster cluster = Provider.NGINX.cluster();
    cluster.apply(Provider.NGINX.router(), goal(30, List.of()));
    JsonNode canary =
        cluster.all().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals("cart-shop-canary"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertYaml(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: cart-shop-canary
          namespace: shop
          annotations:
            kubernetes.io/ingress.class: nginx
            nginx.ingress.kubernetes.io/canary-by-header: X-Canary
            a/b: c
            nginx.ingress.kubernetes.io/canary: "true"
            nginx.ingress.kubernetes.io/canary-weight: "30"
          ownerReferences:
          - apiVersion: argoproj.io/v1alpha1
            kind: Rollout
            name: cart
            uid: u-1
            controller: true
            blockOwnerDeletion: true
        spec:
          ingressClassName: nginx
          tls: [{hosts: [shop.example], secretName: shop}]
          rules:
          - host: shop.example
            http:
              paths:
              - {path: /cart, pathType: Prefix, backend: {service: {name: cart-canary, port: {name: http}}}}
              - {path: /files, pathType: Prefix, backend: {service: {name: files, port: {number: 80}}}}
        """,
        canary);
  }

  @Test
  void albAnnotationsAreWrittenAsGoWritesThem() {
    JsonNode ingress = applied(Provider.ALB, "Ingress", goal(20, List.of(EXPERIMENT), HEADER));
    JsonNode annotations = ingress.at("/metadata/annotations");
    String prefix = "alb.ingress.kubernetes.io/";
    assertEquals(
        "{\"Type\":\"forward\",\"ForwardConfig\":{\"TargetGroups\":["
            + "{\"ServiceName\":\"cart-canary\",\"ServicePort\":\"443\",\"Weight\":20},"
            + "{\"ServiceName\":\"exp\",\"ServicePort\":\"443\",\"Weight\":5},"
            + "{\"ServiceName\":\"cart-stable\",\"ServicePort\":\"443\",\"Weight\":75}],"
            + "\"TargetGroupStickinessConfig\":{\"Enabled\":true,\"DurationSeconds\":60}}}",
        annotations.path(prefix + "actions.cart-root").asText());
    assertEquals(
        "[{\"field\":\"http-header\",\"httpHeaderConfig\":{\"httpHeaderName\":\"X-Canary\","
            + "\"values\":[\"yes\"]}},{\"field\":\"http-header\",\"httpHeaderConfig\":"
            + "{\"httpHeaderName\":\"Agent\",\"values\":[\"curl\"]}}]",
        annotations.path(prefix + "conditions.first").asText());
    assertEquals(
        "{\"other\":[\"alb.ingress.kubernetes.io/actions.other\"],\"cart\":["
            + "\"alb.ingress.kubernetes.io/actions.cart-root\","
            + "\"alb.ingress.kubernetes.io/actions.first\","
            + "\"alb.ingress.kubernetes.io/conditions.first\"]}",
        annotations.path("rollouts.argoproj.io/managed-alb-annotations").asText());
    assertYaml(
        "{path: /*, pathType: ImplementationSpecific, backend: {service: {name: first, port: {name:"
            + " use-annotation}}}}",
        ingress.at("/spec/rules/0/http/paths/0"));
  }

  @Test
  void aTrafficSplitIsMadeAndOwned() {
    JsonNode split = applied(Provider.SMI, "TrafficSplit", goal(20, List.of(EXPERIMENT)));
    assertTrue(new Owner("shop", "cart", "u-1").owns(split));
    assertYaml(
        """
        service: cart-root
        backends:
        - {service: cart-canary, weight: 20}
        - {service: exp, weight: 5}
        - {service: cart-stable, weight: 75}
        """,
        split.path("spec"));
  }

  @Test
  void anApisixRouteByHeaderComesBeforeAndIsOwned() {
    Provider.Cluster cluster = Provider.APISIX.cluster();
    TrafficRouter router = Provider.APISIX.router();
    cluster.apply(router, goal(20, List.of(), HEADER));
    JsonNode made =
        cluster.all().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals("first"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertTrue(new Owner("shop", "cart", "u-1").owns(made));
    assertYaml(
        """
        ingressClassName: apisix
        http:
        - name: main
          priority: 3
          match:
            paths: ["/*"]
            exprs:
            - {subject: {scope: Query, name: a}, op: Equal, value: b}
            - {subject: {scope: Header, name: X-Canary}, op: Equal, value: "yes"}
            - {subject: {scope: Header, name: Agent}, op: RegexMatch, value: ^curl.*}
          backends: [{serviceName: cart-canary, servicePort: 80, weight: 100}]
        """,
        made.path("spec"));
    cluster.apply(router, goal(0, List.of()));
    assertEquals(1, cluster.all().size(), "it goes with its step");
  }

  @Test
  void objectsOfOthersAreNamedAndLeftAlone() {
    record Foreign(Provider provider, String yaml, String message) {}
    Stream.of(
            new Foreign(
                Provider.NGINX,
                "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name:"
                    + " cart-shop-canary, namespace: shop}}",
                "canary ingress `cart-shop-canary` controlled by different object"),
            new Foreign(
                Provider.SMI,
                "{apiVersion: split.smi-spec.io/v1alpha1, kind: TrafficSplit, metadata: {name: cart,"
                    + " namespace: shop}}",
                "Rollout does not own TrafficSplit `cart`"),
            new Foreign(
                Provider.APISIX,
                "{apiVersion: apisix.apache.org/v2, kind: ApisixRoute, metadata: {name: first,"
                    + " namespace: shop}}",
                "duplicate ApisixRoute [first] already exists"))
        .forEach(
            foreign -> {
              Provider.Cluster cluster = foreign.provider().cluster();
              cluster.put(foreign.yaml());
              TrafficRouter router = foreign.provider().router();
              List<String> problems = router.problems(cluster, goal(0, List.of()));
              assertTrue(
                  problems.stream().anyMatch(problem -> problem.startsWith(foreign.message())),
                  problems.toString());
              JsonNode there = Provider.yaml(foreign.yaml());
              cluster.apply(router, goal(10, List.of(), HEADER));
              assertTrue(cluster.all().containsValue(there), foreign.provider() + " is changed");
            });
  }

  @Test
  void weightsInThousandthsAreKept() {
    TrafficRouter nginx = Provider.NGINX.router();
    Provider.Cluster cluster = Provider.NGINX.cluster();
    TrafficGoal goal = new TrafficGoal(STABLE, CANARY, 5, 1000, List.of(), List.of());
    cluster.apply(nginx, goal);
    assertEquals(5, nginx.canaryWeight(cluster, goal).getAsInt());
    JsonNode canary =
        cluster.all().entrySet().stream()
            .filter(entry -> entry.getKey().name().endsWith("-canary"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertEquals(
        "1000",
        canary
            .at("/metadata/annotations/nginx.ingress.kubernetes.io~1canary-weight-total")
            .asText());
  }
}
