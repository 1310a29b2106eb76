package dev.serin.e2e.support;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Optional;

/**
 * One service as the renderer writes it, in a namespace of its own, and what a test does with it.
 */
public final class SampleService extends RolloutUnderTest {

  private SampleService(KubernetesClient client, String namespace) {
    super(client, namespace);
  }

  /**
   * Creates the namespace and the service's objects; two replicas of {@code shop/cart:first}.
   *
   * @param steps the steps of its canary, as YAML in one line
   */
  public static SampleService create(KubernetesClient client, String namespace, String steps) {
    ApiObjects.createNamespace(client, namespace);
    SampleService service = new SampleService(client, namespace);
    ApiObjects.create(client, service.manifests(steps, "first"));
    return service;
  }

  /** The service's objects as they are in its repository. */
  public List<HasMetadata> objects(String steps) {
    return objects(steps, "first");
  }

  /** The service's objects as they are in its repository, with another version of its image. */
  public List<HasMetadata> objects(String steps, String version) {
    return ApiObjects.read(client(), manifests(steps, version));
  }

  /** One of the service's objects as it is in its repository. */
  public HasMetadata object(String kind, String name) {
    return objects("[]").stream()
        .filter(object -> object.getKind().equals(kind))
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String manifests(String steps, String version) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: cart-stable, namespace: NAMESPACE}
        spec:
          selector: {app.kubernetes.io/name: cart}
          ports: [{name: http, port: 80, targetPort: http}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: cart-canary, namespace: NAMESPACE}
        spec:
          selector: {app.kubernetes.io/name: cart}
          ports: [{name: http, port: 80, targetPort: http}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: cart, namespace: NAMESPACE}
        spec:
          parentRefs: [{name: serin}]
          rules:
            - matches: [{path: {type: PathPrefix, value: /cart}}]
              backendRefs:
                - {name: cart-stable, port: 80, weight: 100}
                - {name: cart-canary, port: 80, weight: 0}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: AnalysisTemplate
        metadata: {name: cart, namespace: NAMESPACE}
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
        metadata: {name: cart, namespace: NAMESPACE}
        spec:
          replicas: 2
          selector: {matchLabels: {app.kubernetes.io/name: cart}}
          template:
            metadata:
              labels: {app.kubernetes.io/name: cart}
              annotations:
                prometheus.io/scrape: "true"
                prometheus.io/port: "8080"
                prometheus.io/path: /metrics
            spec:
              containers:
                - name: cart
                  image: shop/cart:VERSION
                  ports: [{name: http, containerPort: 8080}]
          strategy:
            canary:
              canaryService: cart-canary
              stableService: cart-stable
              abortScaleDownDelaySeconds: 1
              scaleDownDelaySeconds: 1
              trafficRouting:
                plugins: {argoproj-labs/gatewayAPI: {httpRoute: cart, namespace: NAMESPACE}}
              steps: STEPS
              analysis:
                templates: [{templateName: cart}]
                args:
                  - {name: stable-hash, valueFrom: {podTemplateHashValue: Stable}}
                  - {name: canary-hash, valueFrom: {podTemplateHashValue: Latest}}
        """
        .replace("NAMESPACE", namespace())
        .replace("VERSION", version)
        .replace("STEPS", steps);
  }

  /** The route as somebody would have it who gives the canary this weight, whatever Serin says. */
  public HTTPRoute routeWithWeight(int weight) {
    HTTPRoute route = (HTTPRoute) object("HTTPRoute", NAME);
    List<HTTPBackendRef> backends = route.getSpec().getRules().get(0).getBackendRefs();
    backends.get(0).setWeight(100 - weight);
    backends.get(1).setWeight(weight);
    return route;
  }

  /** Its route at the API server. */
  public Resource<HTTPRoute> route() {
    return client().resources(HTTPRoute.class).inNamespace(namespace()).withName(NAME);
  }

  /** Waits until the route gives the canary this weight. */
  public HTTPRoute awaitWeight(int weight) {
    return Await.value(
        namespace() + ": weight of " + weight,
        PATIENCE,
        () -> Optional.of(route().get()).filter(route -> canaryWeight(route) == weight));
  }

  /** The canary's weight in a route. */
  public static int canaryWeight(HTTPRoute route) {
    return route.getSpec().getRules().get(0).getBackendRefs().stream()
        .filter(backend -> backend.getName().equals("cart-canary"))
        .mapToInt(HTTPBackendRef::getWeight)
        .sum();
  }
}
