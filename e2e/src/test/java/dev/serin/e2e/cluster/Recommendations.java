package dev.serin.e2e.cluster;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.Await;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The shop's service of that name in a namespace, with a Gateway of its own. */
final class Recommendations {

  /** The name of its Rollout. */
  static final String NAME = "recommendations";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final KubernetesClient client;
  private final String namespace;

  private Recommendations(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Applies its manifests. */
  static Recommendations apply(KubernetesClient client, String namespace, String image)
      throws IOException {
    String gatewayClass = System.getenv().getOrDefault("SERIN_E2E_GATEWAY_CLASS", "serin");
    try (InputStream text =
        Objects.requireNonNull(
            Recommendations.class.getResourceAsStream("/dashboards/service.yaml"))) {
      String manifests =
          new String(text.readAllBytes(), StandardCharsets.UTF_8)
              .replace("${IMAGE}", image)
              .replace("${NAMESPACE}", namespace)
              .replace("${GATEWAY_CLASS}", gatewayClass);
      String unused =
          Tool.binaryWithInput(
              manifests,
              "kubectl",
              "apply",
              "--server-side",
              "--namespace=" + namespace,
              "-f",
              "-");
    }
    return new Recommendations(client, namespace);
  }

  private Resource<Rollout> rollout() {
    return client.resources(Rollout.class).inNamespace(namespace).withName(NAME);
  }

  /** Changes its image. */
  void update(String image) {
    Rollout unused =
        rollout()
            .patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\""
                    + image
                    + "\"}]");
  }

  /**
   * Waits until it is healthy.
   *
   * @param otherThan the stable version that it was before, if there was one
   * @return its stable version
   */
  String awaitHealthy(@Nullable String otherThan) {
    return String.valueOf(
        await(
                status ->
                    status.phase() == RolloutPhase.HEALTHY
                        && !Objects.equals(status.stableRS(), otherThan))
            .stableRS());
  }

  /** Waits until an update is taken back; returns its stable version. */
  String awaitRollback() {
    return String.valueOf(
        await(status -> status.phase() == RolloutPhase.DEGRADED && status.aborted()).stableRS());
  }

  private RolloutStatus await(Predicate<RolloutStatus> condition) {
    try {
      return Await.value(
          "change of " + NAME,
          PATIENCE,
          () -> Optional.ofNullable(rollout().get().getStatus()).filter(condition));
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + "\n" + state(), late);
    }
  }

  /** What there is, for the message of a failure. */
  private String state() {
    String where = "--namespace=" + namespace;
    return String.join(
        "\n",
        Tool.binary("kubectl", "get", "rollouts,pods", where, "-o", "wide"),
        Tool.binary("kubectl", "get", "events", where, "--sort-by=.lastTimestamp"),
        Tool.binary("kubectl", "logs", where, "--tail=40", "deployment/serin-deploy-agent"));
  }

  /** An address that it answers at, through the Gateway. */
  URI address() {
    String host =
        Await.value(
            "address of the Gateway",
            PATIENCE,
            () ->
                Optional.of(
                        Tool.binary(
                            "kubectl",
                            "get",
                            "gateway",
                            "serin",
                            "--namespace=" + namespace,
                            "-o",
                            "jsonpath={.status.addresses[0].value}"))
                    .filter(address -> !address.isEmpty()));
    return URI.create("http://" + host + "/recommendations/products/espresso-beans");
  }
}
