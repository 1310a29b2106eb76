package dev.serin.agent;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One service as the renderer writes it, and what a test does with it. */
final class CartService {

  private static final int PATIENCE_SECONDS = 30;

  private final KubernetesClient client;

  private CartService(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Creates the service's objects.
   *
   * @param steps the steps of its canary, as YAML in one line
   */
  static CartService create(FakeCluster cluster, String steps) {
    KubernetesClient client = cluster.client();
    String yaml =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: cart-stable, namespace: shop}
        spec:
          selector: {app.kubernetes.io/name: cart}
          ports: [{name: http, port: 80, targetPort: http}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: cart-canary, namespace: shop}
        spec:
          selector: {app.kubernetes.io/name: cart}
          ports: [{name: http, port: 80, targetPort: http}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: cart, namespace: shop}
        spec:
          parentRefs: [{name: serin}]
          rules:
            - matches: [{path: {type: PathPrefix, value: /cart}}]
              timeouts: {request: 10s}
              retry: {attempts: 3}
              backendRefs:
                - {name: cart-stable, port: 80, weight: 100}
                - {name: cart-canary, port: 80, weight: 0}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: AnalysisTemplate
        metadata: {name: cart, namespace: shop}
        spec:
          args: [{name: stable-hash}, {name: canary-hash}]
          metrics:
            - name: errors
              interval: 1s
              provider:
                plugin:
                  serin.dev/judge:
                    kind: errors
                    metric: http_requests_total
                    codeLabel: code
                    falseAlarmRate: 0.01
                    stable: "{{args.stable-hash}}"
                    canary: "{{args.canary-hash}}"
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: cart, namespace: shop}
        spec:
          replicas: 2
          selector: {matchLabels: {app.kubernetes.io/name: cart}}
          template:
            metadata:
              labels: {app.kubernetes.io/name: cart}
              annotations:
                prometheus.io/scrape: "true"
                prometheus.io/port: "%d"
                prometheus.io/path: /metrics
            spec:
              containers:
                - name: cart
                  image: shop/cart:first
                  ports: [{name: http, containerPort: 8080}]
          strategy:
            canary:
              canaryService: cart-canary
              stableService: cart-stable
              abortScaleDownDelaySeconds: 1
              trafficRouting:
                plugins: {argoproj-labs/gatewayAPI: {httpRoute: cart, namespace: shop}}
              steps: %s
              analysis:
                templates: [{templateName: cart}]
                args:
                  - {name: stable-hash, valueFrom: {podTemplateHashValue: Stable}}
                  - {name: canary-hash, valueFrom: {podTemplateHashValue: Latest}}
        """
            .formatted(cluster.metricsPort(), steps);
    client
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(object -> client.resource(object).create());
    return new CartService(client);
  }

  private Resource<Rollout> rollout() {
    return client.resources(Rollout.class).inNamespace("shop").withName("cart");
  }

  /** Changes the image, as a new release does. */
  void update(String image) {
    rollout()
        .patch(
            PatchContext.of(PatchType.JSON),
            """
            [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "%s"}]
            """
                .formatted(image));
  }

  /** The operator's abort, as the kubectl plugin sends it. */
  void abort() {
    rollout()
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"abort\":true}}");
  }

  /** Waits until the status is as wanted. */
  RolloutStatus await(Predicate<RolloutStatus> wanted) {
    Rollout rollout =
        rollout()
            .waitUntilCondition(
                current ->
                    current != null
                        && current.getStatus() != null
                        && wanted.test(current.getStatus()),
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
    return Objects.requireNonNull(rollout.getStatus());
  }

  /** Waits until a version is stable and has all its pods. */
  RolloutStatus awaitHealthy(Predicate<RolloutStatus> wanted) {
    return await(
        status ->
            status.phase() == RolloutPhase.HEALTHY
                && Objects.equals(status.stableRS(), status.currentPodHash())
                && wanted.test(status));
  }

  /** Waits until the route gives the canary this weight. */
  HTTPRoute awaitWeight(int weight) {
    return client
        .resources(HTTPRoute.class)
        .inNamespace("shop")
        .withName("cart")
        .waitUntilCondition(
            route -> route != null && canaryWeight(route) == weight,
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  /** The canary's weight in a route. */
  static int canaryWeight(HTTPRoute route) {
    return route.getSpec().getRules().get(0).getBackendRefs().stream()
        .filter(backend -> backend.getName().equals("cart-canary"))
        .mapToInt(HTTPBackendRef::getWeight)
        .sum();
  }

  /** The order in which the API server wrote objects. */
  static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
