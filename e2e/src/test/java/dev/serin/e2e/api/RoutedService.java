package dev.serin.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.ArgoNames;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.RolloutUnderTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** A service in a namespace of its own, with a {@link Router}. */
final class RoutedService extends RolloutUnderTest {

  private final Router router;

  private RoutedService(KubernetesClient client, String namespace, Router router) {
    super(client, namespace);
    this.router = router;
  }

  /** Creates it, with all that its router needs. */
  static RoutedService create(
      KubernetesClient client, String namespace, Router router, String steps) {
    RoutedService service = withoutRoute(client, namespace, router, steps);
    service.createRoute();
    return service;
  }

  /** Creates it without what its router needs. */
  static RoutedService withoutRoute(
      KubernetesClient client, String namespace, Router router, String steps) {
    RoutedService service = new RoutedService(client, namespace, router);
    ApiObjects.createNamespace(client, namespace);
    ApiObjects.create(client, service.manifests(steps));
    return service;
  }

  /** Creates what its router needs. */
  void createRoute() {
    ApiObjects.create(client(), router.objects().replace("NAMESPACE", namespace()));
  }

  private String manifests(String steps) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: cart-stable, namespace: NAMESPACE}
        spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: http}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: cart-canary, namespace: NAMESPACE}
        spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: http}]}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: cart, namespace: NAMESPACE}
        spec:
          replicas: 2
          selector: {matchLabels: {app: cart}}
          template:
            metadata: {labels: {app: cart}}
            spec:
              containers:
              - {name: cart, image: "shop/cart:first", ports: [{name: http, containerPort: 8080}]}
          strategy: {canary: {SERVICES trafficRouting: ROUTING, steps: STEPS}}
        """
        .replace("NAMESPACE", namespace())
        .replace(
            "SERVICES",
            router.bySubsets() ? "" : "canaryService: cart-canary, stableService: cart-stable,")
        .replace("ROUTING", router.routing())
        .replace("STEPS", steps);
  }

  private Resource<GenericKubernetesResource> resource(
      ResourceDefinitionContext kind, String name) {
    return client().genericKubernetesResources(kind).inNamespace(namespace()).withName(name);
  }

  private JsonNode json(ResourceDefinitionContext kind, String name) {
    return client()
        .getKubernetesSerialization()
        .convertValue(resource(kind, name).get(), JsonNode.class);
  }

  /** The object with the weights. */
  JsonNode route() {
    return json(router.kind(), router.object());
  }

  /** Whether there is a route by header. */
  boolean routesByHeader() {
    return route().toString().contains(Router.HEADER);
  }

  /** Merges a patch into the status of the object with the weights. */
  void routeStatus(String patch) {
    GenericKubernetesResource unused =
        resource(router.kind(), router.object())
            .subresource("status")
            .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** Waits until the canary has this weight. */
  void awaitWeight(int weight) {
    Await.until(
        namespace() + ": weight of " + weight,
        PATIENCE,
        () -> router.weight().applyAsInt(route()) == weight);
  }

  /** Waits until both sides of the split lead to one version. */
  void awaitBothSidesOn(String hash) {
    Await.until(
        namespace() + ": both sides on " + hash,
        PATIENCE,
        () -> versionOf("canary").equals(hash) && versionOf("stable").equals(hash));
  }

  private String versionOf(String side) {
    if (!router.bySubsets()) {
      return selected("cart-" + side);
    }
    for (JsonNode subset : json(Routers.DESTINATION_RULE, NAME).at("/spec/subsets")) {
      if (side.equals(subset.path("name").asText())) {
        return subset.path("labels").path(ArgoNames.POD_TEMPLATE_HASH).asText();
      }
    }
    return "";
  }
}
