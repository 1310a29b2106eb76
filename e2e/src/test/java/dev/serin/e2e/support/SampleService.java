package dev.serin.e2e.support;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One service as the renderer writes it, in a namespace of its own, and what a test does with it.
 */
public final class SampleService {

  /** Its name, and that of its Rollout, route and analysis. */
  public static final String NAME = "cart";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final String namespace;

  private SampleService(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Creates the namespace and the service's objects; two replicas of {@code shop/cart:first}.
   *
   * @param steps the steps of its canary, as YAML in one line
   */
  public static SampleService create(KubernetesClient client, String namespace, String steps) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    SampleService service = new SampleService(client, namespace);
    service.objects(steps).forEach(object -> client.resource(object).create());
    return service;
  }

  /** The service's objects as they are in its repository. */
  public List<HasMetadata> objects(String steps) {
    return client
        .load(new ByteArrayInputStream(manifests(steps).getBytes(StandardCharsets.UTF_8)))
        .items();
  }

  /** The service's objects as they are in its repository, with another version of its image. */
  public List<HasMetadata> objects(String steps, String version) {
    String yaml = manifests(steps).replace("shop/cart:first", "shop/cart:" + version);
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  /** The service's objects as they are in its repository, as YAML. */
  public String manifests(String steps) {
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
                  image: shop/cart:first
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
        .replace("NAMESPACE", namespace)
        .replace("STEPS", steps);
  }

  /** Its namespace. */
  public String namespace() {
    return namespace;
  }

  /** Its Rollout at the API server. */
  public Resource<Rollout> rollout() {
    return client.resources(Rollout.class).inNamespace(namespace).withName(NAME);
  }

  /** Its route at the API server. */
  public Resource<HTTPRoute> route() {
    return client.resources(HTTPRoute.class).inNamespace(namespace).withName(NAME);
  }

  /** Changes the image, as a new release does. */
  public void update(String image) {
    Rollout unused =
        rollout()
            .patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\""
                    + image
                    + "\"}]");
  }

  /** The operator's abort, as the kubectl plugin sends it. */
  public void abort() {
    status("{\"status\":{\"abort\":true}}");
  }

  /** The operator's retry, as the kubectl plugin sends it. */
  public void retry() {
    status("{\"status\":{\"abort\":false}}");
  }

  /** The operator's promote, as the kubectl plugin sends it to a rollout that pauses at a step. */
  public void promote() {
    int next = Objects.requireNonNullElse(status().currentStepIndex(), 0) + 1;
    status("{\"status\":{\"pauseConditions\":null,\"currentStepIndex\":" + next + "}}");
  }

  /** Merges a patch into the status. */
  public void status(String patch) {
    Rollout unused =
        rollout().subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** The status now; empty before the agent has seen it. */
  public RolloutStatus status() {
    Rollout rollout = rollout().get();
    return rollout == null ? RolloutStatus.empty() : RolloutStatus.of(rollout);
  }

  /** Waits until the status is as wanted; the message of a failure shows the last one. */
  public RolloutStatus await(String what, Predicate<RolloutStatus> wanted) {
    AtomicReference<RolloutStatus> last = new AtomicReference<>(RolloutStatus.empty());
    try {
      return Await.value(
          what,
          PATIENCE,
          () -> {
            RolloutStatus now = status();
            last.set(now);
            return Optional.of(now).filter(wanted);
          });
    } catch (AssertionError missing) {
      throw new AssertionError(missing.getMessage() + "; the status is " + last.get(), missing);
    }
  }

  /** Waits until the rollout is in a phase. */
  public RolloutStatus awaitPhase(RolloutPhase phase) {
    return await(phase.wireName(), status -> status.phase() == phase);
  }

  /** Waits until the version with an image is stable and has all its pods. */
  public RolloutStatus awaitStable(String image) {
    return await(
        image + " that is stable",
        status ->
            status.phase() == RolloutPhase.HEALTHY
                && Objects.equals(status.stableRS(), status.currentPodHash())
                && image.equals(imageOf(status.stableRS())));
  }

  /** Waits until the route gives the canary this weight. */
  public HTTPRoute awaitWeight(int weight) {
    return Await.value(
        "weight of " + weight,
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

  /** The image of a version; empty if there is none. */
  public String imageOf(@Nullable String hash) {
    return client.apps().replicaSets().inNamespace(namespace).list().getItems().stream()
        .filter(set -> set.getMetadata().getName().equals(NAME + "-" + hash))
        .map(set -> set.getSpec().getTemplate().getSpec().getContainers().get(0).getImage())
        .findFirst()
        .orElse("");
  }

  /** The events about the Rollout, oldest first. */
  public List<Event> events() {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("Rollout"))
        .sorted(Comparator.comparingLong(event -> version(event)))
        .toList();
  }

  /** Waits until there is an event with a reason about the Rollout. */
  public Event awaitEvent(String reason) {
    return Await.value(
        "event " + reason,
        PATIENCE,
        () -> events().stream().filter(event -> event.getReason().equals(reason)).findFirst());
  }

  /** The order in which the API server wrote objects. */
  public static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }

  /** Deletes the namespace with all that is in it, and does not wait for it. */
  public void delete() {
    try {
      var unused = client.namespaces().withName(namespace).delete();
    } catch (KubernetesClientException gone) {
      throw new IllegalStateException("namespace " + namespace, gone);
    }
  }
}
