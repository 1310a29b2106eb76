package dev.serin.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.RollbackWindow;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.SeenRoute;
import dev.serin.rollout.traffic.SeenRoutes;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objects that tests start from: service cart of namespace shop, as the renderer writes it. */
public final class Fixtures {
  /** Steps of a short canary. */
  public static final String STEPS =
      "[{setWeight: 10}, {pause: {duration: 3s}}, {setWeight: 50}, {pause: {duration: 3s}}]";

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Fixtures() {}

  /** A Rollout with a router and an analysis in the background. */
  public static Rollout routed(String steps) {
    return rollout(
        """
        canaryService: cart-canary
        stableService: cart-stable
        trafficRouting:
          plugins:
            argoproj-labs/gatewayAPI: {httpRoute: cart, namespace: shop}
        analysis:
          templates: [{templateName: cart}]
          args:
          - {name: stable-hash, valueFrom: {podTemplateHashValue: Stable}}
          - {name: canary-hash, valueFrom: {podTemplateHashValue: Latest}}
        steps: %s
        """
            .formatted(steps));
  }

  /** A Rollout with that canary strategy. */
  public static Rollout rollout(String canary) {
    String text =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: cart, namespace: shop, uid: u-1, generation: 1}
        spec:
          replicas: 4
          selector: {matchLabels: {app.kubernetes.io/name: cart}}
          template:
            metadata: {labels: {app.kubernetes.io/name: cart}}
            spec: {containers: [{name: cart, image: "shop/cart:1"}]}
          strategy:
            canary:
        """
            + canary.indent(6);
    return SERIALIZATION.unmarshal(text, Rollout.class);
  }

  /** The template that the renderer writes for cart. */
  public static AnalysisTemplate template() {
    return SERIALIZATION.unmarshal(
        """
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
        """,
        AnalysisTemplate.class);
  }

  /** The name of cart's route. */
  public static final RouteReference ROUTE =
      new RouteReference("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "cart");

  /** What is seen of a traffic with one route, that nobody reports on, and no EndpointSlices. */
  public static TrafficObservation traffic(JsonNode... routes) {
    return new TrafficObservation(
        SeenRoutes.of(
            Stream.of(routes).map(route -> new SeenRoute(ROUTE, route, Instant.EPOCH)).toList()),
        Map.of(),
        List.of(),
        Duration.ZERO);
  }

  /** The same, with a number of measurements: for steps and for promotions. */
  public static AnalysisTemplate countedTemplate() {
    return SERIALIZATION.unmarshal(
        SERIALIZATION
            .asYaml(template())
            .replace("name: cart", "name: cart-once")
            .replace("interval:", "count: 30\n    interval:"),
        AnalysisTemplate.class);
  }

  /** A specification, as YAML. */
  public static RolloutSpec read(String yaml) {
    return SERIALIZATION
        .unmarshal(
            "---\nspec: " + yaml + "\nkind: Rollout\napiVersion: argoproj.io/v1alpha1\n",
            Rollout.class)
        .getSpec();
  }

  /** A Rollout with that blue/green strategy. */
  public static Rollout blueGreen(String strategy) {
    Rollout rollout = rollout("{}");
    RolloutSpec spec = rollout.getSpec();
    rollout.setSpec(
        SERIALIZATION.unmarshal(
            SERIALIZATION
                    .asYaml(spec.withPaused(false))
                    .replaceAll("(?s)strategy:.*", "")
                    .replace("---\n", "")
                + "strategy:\n  blueGreen: "
                + strategy
                + "\n",
            RolloutSpec.class));
    return rollout;
  }

  /** The route of cart. */
  public static JsonNode route(int canaryWeight) {
    return SERIALIZATION.unmarshal(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: cart, namespace: shop}
        spec:
          parentRefs: [{name: serin}]
          rules:
          - matches: [{path: {type: PathPrefix, value: /cart}}]
            backendRefs:
            - {name: cart-stable, port: 80, weight: %d}
            - {name: cart-canary, port: 80, weight: %d}
        """
            .formatted(100 - canaryWeight, canaryWeight),
        JsonNode.class);
  }

  /** The template of the pods of a Rollout. */
  public static PodTemplateSpec pods(Rollout rollout) {
    return Objects.requireNonNull(rollout.getSpec().template());
  }

  /** The template of pods with another image. */
  public static PodTemplateSpec image(Rollout rollout, String image) {
    return new PodTemplateSpecBuilder(rollout.getSpec().template())
        .editSpec()
        .editFirstContainer()
        .withImage(image)
        .endContainer()
        .endSpec()
        .build();
  }

  /** A specification with other pods, and paused or not. */
  public static RolloutSpec with(
      RolloutSpec spec, @Nullable PodTemplateSpec template, boolean paused) {
    return spec.withTemplate(template).withPaused(paused);
  }

  /** A specification with a rollback window. */
  public static RolloutSpec withRollbackWindow(RolloutSpec spec, int revisions) {
    return with(
        spec, spec.restartAt(), new RollbackWindow(revisions, Map.of()), spec.workloadRef());
  }

  /** A specification with a time to restart. */
  public static RolloutSpec withRestartAt(RolloutSpec spec, Instant time) {
    return with(spec, time, spec.rollbackWindow(), spec.workloadRef());
  }

  /** A specification without a template, but with an object that holds it. */
  public static RolloutSpec withWorkload(RolloutSpec spec, WorkloadReference reference) {
    return with(spec, spec.restartAt(), spec.rollbackWindow(), reference).withTemplate(null);
  }

  private static RolloutSpec with(
      RolloutSpec spec,
      @Nullable Instant restartAt,
      @Nullable RollbackWindow window,
      @Nullable WorkloadReference workload) {
    return new RolloutSpec(
        spec.replicas(),
        spec.selector(),
        spec.template(),
        workload,
        spec.minReadySeconds(),
        spec.revisionHistoryLimit(),
        spec.paused(),
        restartAt,
        spec.progressDeadlineSeconds(),
        spec.progressDeadlineAbort(),
        window,
        spec.analysis(),
        spec.strategy(),
        spec.unknown());
  }
}
