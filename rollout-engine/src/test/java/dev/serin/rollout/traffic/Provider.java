package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.simulation.Cart;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A router and objects for it, each with things that belong to somebody else. */
enum Provider {
  HTTP_ROUTE(
      "plugins: {argoproj-labs/gatewayAPI: {httpRoute: cart}}",
      true,
      true,
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: cart, namespace: shop, generation: 3, labels: {team: checkout}}
      spec:
        parentRefs: [{name: serin}]
        rules:
        - name: foreign
          matches: [{path: {type: PathPrefix, value: /static}}]
          backendRefs: [{group: "", kind: Service, name: files, port: 80, weight: 3}]
        - matches:
          - {path: {type: PathPrefix, value: /cart}, headers: [{name: x, type: Exact, value: y}]}
          - {path: {type: Exact, value: /basket}, method: GET}
          filters: [{type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: a, value: b}]}}]
          timeouts: {request: 10s}
          backendRefs:
          - {group: "", kind: Service, name: cart-stable, port: 80, weight: 100}
          - {group: "", kind: Service, name: cart-canary, port: 80, weight: 0}
        - matches: [{path: {type: PathPrefix, value: /}}]
          backendRefs:
          - {group: "", kind: Service, name: cart-canary, port: 81, weight: 0}
          - {group: "", kind: Service, name: cart-stable, port: 81, weight: 100}
        - matches: [{path: {type: PathPrefix, value: /only-stable}}]
          backendRefs: [{group: "", kind: Service, name: cart-stable, port: 80, weight: 7}]
      """),
  GRPC_ROUTE(
      "plugins: {argoproj-labs/gatewayAPI: {grpcRoutes: [{name: cart, useHeaderRoutes: true}]}}",
      true,
      false,
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GRPCRoute
      metadata: {name: cart, namespace: shop, generation: 3}
      spec:
        rules:
        - matches: [{method: {type: Exact, service: cart.v1.Cart}}]
          backendRefs:
          - {group: "", kind: Service, name: cart-stable, port: 80, weight: 100}
          - {group: "", kind: Service, name: cart-canary, port: 80, weight: 0}
      """),
  ISTIO_HOSTS(
      "istio: {virtualService: {name: cart, routes: [primary], tlsRoutes: [{port: 443, sniHosts: [a, b]}], tcpRoutes: [{port: 5000}]}}",
      true,
      true,
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: cart, namespace: shop, generation: 3}
      spec:
        hosts: [cart]
        http:
        - name: foreign
          route: [{destination: {host: files}, weight: 100}]
        - name: primary
          timeout: 5s
          route:
          - {destination: {host: cart-stable.shop.svc.cluster.local, port: {number: 80}}, weight: 100}
          - {destination: {host: cart-canary, port: {number: 80}}, weight: 0}
        tls:
        - match: [{port: 443, sniHosts: [b, a]}]
          route:
          - {destination: {host: cart-stable}, weight: 100}
          - {destination: {host: cart-canary}, weight: 0}
        - match: [{port: 444, sniHosts: [a]}]
          route: [{destination: {host: files}}]
        tcp:
        - match: [{port: 5000}]
          route:
          - {destination: {host: cart-stable}, weight: 100}
          - {destination: {host: cart-canary}, weight: 0}
      """),
  ISTIO_SUBSETS(
      "istio: {virtualServices: [{name: cart}], destinationRule: {name: cart, canarySubsetName: canary, stableSubsetName: stable}}",
      true,
      true,
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: cart, namespace: shop, generation: 3}
      spec:
        hosts: [cart]
        http:
        - route:
          - {destination: {host: cart, subset: stable}, weight: 90}
          - {destination: {host: cart, subset: canary}, weight: 0}
          - {destination: {host: cart, subset: debug}, weight: 10}
      """,
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: cart, namespace: shop, generation: 3}
      spec:
        host: cart
        trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
        subsets:
        - {name: stable, labels: {app: cart}, trafficPolicy: {loadBalancer: {simple: RANDOM}}}
        - {name: canary}
        - {name: debug, labels: {app: debug}}
      """),
  NGINX(
      "nginx: {stableIngress: shop, additionalIngressAnnotations: {canary-by-header: X-Canary}, canaryIngressAnnotations: {a/b: c}}",
      false,
      false,
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop, namespace: shop, annotations: {kubernetes.io/ingress.class: nginx, x: y}}
      spec:
        ingressClassName: nginx
        tls: [{hosts: [shop.example], secretName: shop}]
        rules:
        - host: shop.example
          http:
            paths:
            - {path: /cart, pathType: Prefix, backend: {service: {name: cart-stable, port: {name: http}}}}
            - {path: /files, pathType: Prefix, backend: {service: {name: files, port: {number: 80}}}}
        - host: other.example
          http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: files, port: {number: 80}}}}]}
        - host: none.example
      """),
  ALB(
      "alb: {ingress: shop, rootService: cart-root, servicePort: 443, stickinessConfig: {enabled: true, durationSeconds: 60}}",
      true,
      false,
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations:
          alb.ingress.kubernetes.io/actions.other: '{"Type":"redirect"}'
          rollouts.argoproj.io/managed-alb-annotations: '{"other":["alb.ingress.kubernetes.io/actions.other"]}'
      spec:
        rules:
        - http:
            paths:
            - {path: /*, pathType: ImplementationSpecific, backend: {service: {name: cart-root, port: {name: use-annotation}}}}
        - host: files.example
          http:
            paths:
            - {path: /*, pathType: ImplementationSpecific, backend: {service: {name: files, port: {number: 80}}}}
      """),
  TRAEFIK(
      "traefik: {weightedTraefikServiceName: cart}",
      false,
      false,
      """
      apiVersion: traefik.io/v1alpha1
      kind: TraefikService
      metadata: {name: cart, namespace: shop, generation: 3}
      spec:
        weighted:
          sticky: {cookie: {name: a}}
          services:
          - {name: cart-stable, port: 80}
          - {name: cart-canary, port: 80}
      """),
  SMI("smi: {rootService: cart-root}", false, false),
  APISIX(
      "apisix: {route: {name: cart, rules: [main]}}",
      true,
      false,
      """
      apiVersion: apisix.apache.org/v2
      kind: ApisixRoute
      metadata: {name: cart, namespace: shop, generation: 3}
      spec:
        ingressClassName: apisix
        http:
        - name: main
          priority: 2
          match: {paths: ["/*"], exprs: [{subject: {scope: Query, name: a}, op: Equal, value: b}]}
          backends:
          - {serviceName: cart-stable, servicePort: 80}
          - {serviceName: cart-canary, servicePort: 80}
        - name: files
          match: {paths: ["/files"]}
          backends: [{serviceName: files, servicePort: 80}]
      """);

  private static final String SEPARATOR = "---\n";
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final String routing;
  private final boolean headers;
  private final boolean mirrors;

  /** Objects in YAML, one after the other. */
  private final String objects;

  Provider(String routing, boolean headers, boolean mirrors, String... objects) {
    this.routing = routing;
    this.headers = headers;
    this.mirrors = mirrors;
    this.objects = String.join(SEPARATOR, objects);
  }

  boolean headers() {
    return headers;
  }

  boolean mirrors() {
    return mirrors;
  }

  /** Whether experiments can have a share. */
  boolean shares() {
    return this != NGINX && this != TRAEFIK && this != APISIX;
  }

  TrafficRouter router() {
    return router(routing);
  }

  static TrafficRouter router(String routing) {
    Rollout rollout =
        Cart.canary(
            """
            canaryService: cart-canary
            stableService: cart-stable
            trafficRouting:
              managedRoutes: [{name: first}, {name: second}]
              %s
            """
                .formatted(routing));
    return TrafficRouters.of(rollout).get(0);
  }

  Cluster cluster() {
    Cluster cluster = new Cluster();
    for (String object : objects.split(SEPARATOR, -1)) {
      if (!object.isEmpty()) {
        cluster.put(object);
      }
    }
    return cluster;
  }

  /** Reads YAML, also such that begins with a brace. */
  static JsonNode yaml(String text) {
    return YAML.unmarshal(SEPARATOR + text, JsonNode.class);
  }

  /** Objects that change. */
  static final class Cluster implements RouteObjects {
    private final Map<RouteReference, JsonNode> objects = new HashMap<>();

    /** Puts an object in, as YAML. */
    void put(String text) {
      JsonNode object = yaml(text);
      objects.put(
          new RouteReference(
              object.path("apiVersion").asText(),
              object.path("kind").asText(),
              object.path("metadata").path("namespace").asText(),
              object.path("metadata").path("name").asText()),
          object);
    }

    /** Puts an object in, or takes it out. */
    void put(RouteReference reference, Optional<JsonNode> object) {
      if (object.isPresent()) {
        objects.put(reference, object.get());
      } else {
        objects.remove(reference);
      }
    }

    /** Makes everything as a goal wants it; says what was changed. */
    List<RouteReference> apply(TrafficRouter router, TrafficGoal goal) {
      List<RouteReference> changed = new ArrayList<>();
      for (RouteReference reference : router.references(this)) {
        Optional<JsonNode> before = get(reference).map(SeenRoute::object);
        Optional<JsonNode> copy = before.map(JsonNode::deepCopy);
        Optional<JsonNode> wanted = router.wanted(reference, this, goal);
        if (!copy.equals(before)) {
          throw new AssertionError("what was seen is changed: " + reference);
        }
        if (!wanted.equals(before)) {
          changed.add(reference);
          put(reference, wanted);
        }
      }
      return changed;
    }

    JsonNode only(String kind) {
      return objects.entrySet().stream()
          .filter(entry -> entry.getKey().kind().equals(kind))
          .findFirst()
          .orElseThrow()
          .getValue();
    }

    Map<RouteReference, JsonNode> all() {
      return Map.copyOf(objects);
    }

    @Override
    public Optional<SeenRoute> get(RouteReference reference) {
      return Optional.ofNullable(objects.get(reference))
          .map(object -> new SeenRoute(reference, object, Instant.EPOCH));
    }

    @Override
    public List<SeenRoute> matching(RouteSelector selector) {
      return objects.keySet().stream()
          .flatMap(reference -> get(reference).stream())
          .filter(selector::selects)
          .toList();
    }
  }
}
