package dev.serin.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.rollout.simulation.Cart;
import dev.serin.rollout.traffic.SeenRoute;
import dev.serin.rollout.traffic.SeenRoutes;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
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
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Fixtures() {}

  /** A Rollout with a router and an analysis in the background. */
  public static Rollout routed(String steps) {
    return Cart.canary(
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

  /** What is seen of a traffic with one route, that nobody reports on, and no EndpointSlices. */
  public static TrafficObservation traffic(JsonNode... routes) {
    return new TrafficObservation(
        SeenRoutes.of(
            Stream.of(routes)
                .map(route -> new SeenRoute(Cart.ROUTE, route, Instant.EPOCH))
                .toList()),
        Map.of(),
        List.of(),
        Duration.ZERO);
  }

  /** A specification, as YAML. */
  public static RolloutSpec read(String yaml) {
    return SERIALIZATION
        .unmarshal(
            "---\nspec: " + yaml + "\nkind: Rollout\napiVersion: argoproj.io/v1alpha1\n",
            Rollout.class)
        .getSpec();
  }

  /** The template of the pods of a Rollout. */
  public static PodTemplateSpec pods(Rollout rollout) {
    return Objects.requireNonNull(rollout.getSpec().template());
  }

  /** The template of pods with another image. */
  public static PodTemplateSpec image(Rollout rollout, String image) {
    return Objects.requireNonNull(Cart.withImage(rollout.getSpec(), image).template());
  }

  /** A specification with other pods, and paused or not. */
  public static RolloutSpec with(
      RolloutSpec spec, @Nullable PodTemplateSpec template, boolean paused) {
    return spec.withTemplate(template).withPaused(paused);
  }

  /** A specification without a template, but with an object that holds it. */
  public static RolloutSpec withWorkload(RolloutSpec spec, WorkloadReference reference) {
    return new RolloutSpec(
        spec.replicas(),
        spec.selector(),
        null,
        reference,
        spec.minReadySeconds(),
        spec.revisionHistoryLimit(),
        spec.paused(),
        spec.restartAt(),
        spec.progressDeadlineSeconds(),
        spec.progressDeadlineAbort(),
        spec.rollbackWindow(),
        spec.analysis(),
        spec.strategy(),
        spec.unknown());
  }
}
