package dev.serin.rollout.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.rollout.traffic.RouteReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Service cart of namespace shop: its objects, as the renderer writes them. */
public final class Cart {
  /** Steps of a short canary. */
  public static final String STEPS =
      "[{setWeight: 10}, {pause: {duration: 3s}}, {setWeight: 50}, {pause: {duration: 3s}}]";

  /** The name of its route. */
  public static final RouteReference ROUTE =
      new RouteReference("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "cart");

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private static final String TEMPLATE =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: AnalysisTemplate
      metadata: {name: %s, namespace: shop}
      spec:
        args: [{name: stable-hash}, {name: canary-hash}]
        metrics:
        - name: errors
          interval: 1s
          %s
          provider:
            plugin:
              serin.dev/judge:
                kind: errors
                metric: http_requests_total
                codeLabel: code
                falseAlarmRate: 0.01
                stable: "{{args.stable-hash}}"
                canary: "{{args.canary-hash}}"
      """;

  private Cart() {}

  /** Its Rollout with that canary strategy, as YAML. */
  public static Rollout canary(String strategy) {
    return rollout("canary", strategy);
  }

  /** Its Rollout with that blue/green strategy, as YAML. */
  public static Rollout blueGreen(String strategy) {
    return rollout("blueGreen", strategy);
  }

  private static Rollout rollout(String kind, String strategy) {
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
            %s:
        """
                .formatted(kind)
            + strategy.indent(6);
    return SERIALIZATION.unmarshal(text, Rollout.class);
  }

  /** Its template, which measures as long as the change takes. */
  public static AnalysisTemplate template() {
    return SERIALIZATION.unmarshal(TEMPLATE.formatted("cart", ""), AnalysisTemplate.class);
  }

  /** The same, with a number of measurements: for steps and for promotions. */
  public static AnalysisTemplate countedTemplate() {
    return SERIALIZATION.unmarshal(
        TEMPLATE.formatted("cart-once", "count: 30"), AnalysisTemplate.class);
  }

  /** Its route. */
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

  /** A specification whose pods have another image. */
  public static RolloutSpec withImage(RolloutSpec spec, String image) {
    PodTemplateSpec template =
        new PodTemplateSpecBuilder(spec.template())
            .editSpec()
            .editFirstContainer()
            .withImage(image)
            .endContainer()
            .endSpec()
            .build();
    return spec.withTemplate(template);
  }
}
