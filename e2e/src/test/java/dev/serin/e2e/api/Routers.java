package dev.serin.e2e.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.UncheckedIOException;
import java.util.List;

/** The ways of routing that {@link RoutersIT} goes. */
final class Routers {

  static final ResourceDefinitionContext VIRTUAL_SERVICE =
      Router.kind("networking.istio.io", "v1beta1", "VirtualService", "virtualservices");
  static final ResourceDefinitionContext DESTINATION_RULE =
      Router.kind("networking.istio.io", "v1beta1", "DestinationRule", "destinationrules");
  static final ResourceDefinitionContext TRAEFIK_SERVICE =
      Router.kind("traefik.io", "v1alpha1", "TraefikService", "traefikservices");
  private static final ResourceDefinitionContext INGRESS =
      Router.kind("networking.k8s.io", "v1", "Ingress", "ingresses");

  /** Gateway API's route for HTTP. */
  static final Router HTTP_ROUTE =
      new Router(
          "http-route",
          "{managedRoutes: [{name: vip}], plugins: {argoproj-labs/gatewayAPI: {httpRouteSelector:"
              + " {matchLabels: {app: cart}}, httpRoutes: [{name: cart, useHeaderRoutes: true}]}}}",
          """
          apiVersion: gateway.networking.k8s.io/v1
          kind: HTTPRoute
          metadata: {name: cart, namespace: NAMESPACE, labels: {app: cart}}
          spec:
            parentRefs: [{name: serin}]
            rules:
            - matches: [{path: {type: PathPrefix, value: /cart}}]
              timeouts: {request: 10s}
              backendRefs:
              - {name: cart-stable, port: 80}
              - {name: cart-canary, port: 80, weight: 0}
          """,
          Router.kind("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes"),
          "cart",
          route -> route.at("/spec/rules/0/backendRefs/1/weight").asInt(-1),
          true,
          false);

  private static final Router GRPC_ROUTE =
      new Router(
          "grpc-route",
          "{managedRoutes: [{name: vip}], plugins: {argoproj-labs/gatewayAPI: {grpcRoute: cart}}}",
          """
          apiVersion: gateway.networking.k8s.io/v1
          kind: GRPCRoute
          metadata: {name: cart, namespace: NAMESPACE}
          spec:
            parentRefs: [{kind: Service, group: "", name: cart-stable}]
            rules:
            - backendRefs:
              - {name: cart-stable, port: 80}
              - {name: cart-canary, port: 80, weight: 0}
          """,
          Router.kind("gateway.networking.k8s.io", "v1", "GRPCRoute", "grpcroutes"),
          "cart",
          route -> route.at("/spec/rules/0/backendRefs/1/weight").asInt(-1),
          true,
          false);

  private static final Router ISTIO_HOSTS =
      new Router(
          "istio-hosts",
          "{managedRoutes: [{name: vip}], istio: {virtualService: {name: cart, routes: [primary]}}}",
          """
          apiVersion: networking.istio.io/v1beta1
          kind: VirtualService
          metadata: {name: cart, namespace: NAMESPACE}
          spec:
            hosts: [cart]
            http:
            - name: primary
              route:
              - {destination: {host: cart-stable}, weight: 100}
              - {destination: {host: cart-canary}, weight: 0}
          """,
          VIRTUAL_SERVICE,
          "cart",
          Routers::weightOfLastRoute,
          true,
          false);

  private static final Router ISTIO_SUBSETS =
      new Router(
          "istio-subsets",
          "{managedRoutes: [{name: vip}], istio: {virtualServices: [{name: cart}], destinationRule:"
              + " {name: cart, canarySubsetName: canary, stableSubsetName: stable}}}",
          """
          apiVersion: networking.istio.io/v1beta1
          kind: VirtualService
          metadata: {name: cart, namespace: NAMESPACE}
          spec:
            hosts: [cart]
            http:
            - route:
              - {destination: {host: cart, subset: stable}, weight: 100}
              - {destination: {host: cart, subset: canary}, weight: 0}
          ---
          apiVersion: networking.istio.io/v1beta1
          kind: DestinationRule
          metadata: {name: cart, namespace: NAMESPACE}
          spec:
            host: cart
            subsets: [{name: stable, labels: {app: cart}}, {name: canary, labels: {app: cart}}]
          """,
          VIRTUAL_SERVICE,
          "cart",
          Routers::weightOfLastRoute,
          true,
          true);

  private static final Router NGINX =
      new Router(
          "nginx",
          "{nginx: {stableIngress: shop}}",
          """
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: shop, namespace: NAMESPACE}
          spec:
            ingressClassName: nginx
            rules:
            - host: shop.example
              http:
                paths:
                - {path: /, pathType: Prefix, backend: {service: {name: cart-stable, port: {number: 80}}}}
          """,
          INGRESS,
          "cart-shop-canary",
          ingress -> annotation(ingress, "nginx.ingress.kubernetes.io/canary-weight").asInt(-1),
          false,
          false);

  private static final Router ALB =
      new Router(
          "alb",
          "{managedRoutes: [{name: vip}], alb: {ingress: shop, servicePort: 80}}",
          """
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: shop, namespace: NAMESPACE}
          spec:
            ingressClassName: alb
            rules:
            - http:
                paths:
                - {path: /*, pathType: ImplementationSpecific, backend: {service: {name: cart-stable, port: {name: use-annotation}}}}
          """,
          INGRESS,
          "shop",
          Routers::weightOfAction,
          true,
          false);

  /** Traefik's weights. */
  static final Router TRAEFIK =
      new Router(
          "traefik",
          "{traefik: {weightedTraefikServiceName: cart}}",
          """
          apiVersion: traefik.io/v1alpha1
          kind: TraefikService
          metadata: {name: cart, namespace: NAMESPACE}
          spec:
            weighted:
              services: [{name: cart-stable, port: 80}, {name: cart-canary, port: 80}]
          """,
          TRAEFIK_SERVICE,
          "cart",
          service -> service.at("/spec/weighted/services/1/weight").asInt(-1),
          false,
          false);

  /** Those that take the same story. */
  static final List<Router> ALL =
      List.of(HTTP_ROUTE, GRPC_ROUTE, ISTIO_HOSTS, ISTIO_SUBSETS, NGINX, ALB);

  private Routers() {}

  /** Routes by header come before the one with the weights. */
  private static int weightOfLastRoute(JsonNode virtualService) {
    JsonNode routes = virtualService.at("/spec/http");
    return routes.path(routes.size() - 1).at("/route/1/weight").asInt(-1);
  }

  private static int weightOfAction(JsonNode ingress) {
    String action = annotation(ingress, "alb.ingress.kubernetes.io/actions.cart-stable").asText();
    try {
      return new ObjectMapper()
          .readTree(action)
          .at("/ForwardConfig/TargetGroups/0/Weight")
          .asInt(-1);
    } catch (JsonProcessingException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static JsonNode annotation(JsonNode object, String name) {
    return object.path("metadata").path("annotations").path(name);
  }
}
