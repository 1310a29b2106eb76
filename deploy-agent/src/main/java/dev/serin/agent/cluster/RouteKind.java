package dev.serin.agent.cluster;

import java.util.List;
import java.util.Optional;

/**
 * A kind of object that routes traffic.
 *
 * @param group its API group
 * @param kind its name, such as HTTPRoute
 * @param plural its name in URLs
 * @param versions those in which the agent can work with it, the one it likes best first
 */
record RouteKind(String group, String kind, String plural, List<String> versions) {

  private static final String GATEWAY = "gateway.networking.k8s.io";
  private static final String ISTIO = "networking.istio.io";

  private static final List<RouteKind> ALL =
      List.of(
          new RouteKind(GATEWAY, "HTTPRoute", "httproutes", List.of("v1", "v1beta1")),
          new RouteKind(GATEWAY, "GRPCRoute", "grpcroutes", List.of("v1", "v1alpha2")),
          new RouteKind(GATEWAY, "TCPRoute", "tcproutes", List.of("v1", "v1alpha2")),
          new RouteKind(GATEWAY, "TLSRoute", "tlsroutes", List.of("v1", "v1alpha3", "v1alpha2")),
          new RouteKind(
              ISTIO, "VirtualService", "virtualservices", List.of("v1", "v1beta1", "v1alpha3")),
          new RouteKind(
              ISTIO, "DestinationRule", "destinationrules", List.of("v1", "v1beta1", "v1alpha3")),
          new RouteKind("networking.k8s.io", "Ingress", "ingresses", List.of("v1")),
          new RouteKind(
              "split.smi-spec.io",
              "TrafficSplit",
              "trafficsplits",
              List.of("v1alpha3", "v1alpha2", "v1alpha1", "v1alpha4")),
          new RouteKind("traefik.io", "TraefikService", "traefikservices", List.of("v1alpha1")),
          new RouteKind("apisix.apache.org", "ApisixRoute", "apisixroutes", List.of("v2")),
          // Not routes, but named by Rollouts in the same way: they hold pod templates.
          new RouteKind("apps", "Deployment", "deployments", List.of("v1")),
          new RouteKind("apps", "ReplicaSet", "replicasets", List.of("v1")),
          new RouteKind("", "PodTemplate", "podtemplates", List.of("v1")));

  /** The kind of that name in that group, if the agent knows it. */
  static Optional<RouteKind> of(String group, String kind) {
    return ALL.stream()
        .filter(known -> known.group.equals(group) && known.kind.equals(kind))
        .findFirst();
  }
}
