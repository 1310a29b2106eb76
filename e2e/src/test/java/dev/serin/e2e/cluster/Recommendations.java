package dev.serin.e2e.cluster;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.Await;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
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
  private static final Duration ROUTE_PATIENCE = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final String namespace;
  private final String agentNamespace;

  private Recommendations(KubernetesClient client, String namespace, String agentNamespace) {
    this.client = client;
    this.namespace = namespace;
    this.agentNamespace = agentNamespace;
  }

  /**
   * Applies its manifests.
   *
   * @param agentNamespace where the agent is that looks after it
   */
  static Recommendations apply(
      KubernetesClient client, String namespace, String agentNamespace, String image)
      throws IOException {
    String gatewayClass = System.getenv().getOrDefault("SERIN_E2E_GATEWAY_CLASS", "serin");
    try (InputStream text =
        Objects.requireNonNull(
            Recommendations.class.getResourceAsStream("/cluster/service.yaml"))) {
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
    return new Recommendations(client, namespace, agentNamespace);
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

  /** Gives its canary other steps, as JSON. */
  void steps(String steps) {
    Rollout unused =
        rollout()
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\":{\"strategy\":{\"canary\":{\"steps\":" + steps + "}}}}");
  }

  /** The operator's abort, as the kubectl plugin sends it. */
  void abort() {
    Rollout unused =
        rollout()
            .subresource("status")
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"abort\":true}}");
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

  /** Waits until no update is on its way, kept or taken back; returns its stable version. */
  String awaitSettled() {
    return String.valueOf(
        await(
                status ->
                    status.phase() == RolloutPhase.HEALTHY
                        || (status.phase() == RolloutPhase.DEGRADED && status.aborted()))
            .stableRS());
  }

  /**
   * Waits until an update is taken back, in its status and in the route; returns its stable
   * version. The verdict and the traffic are written at the same time, so either may be seen first.
   */
  String awaitRollback() {
    RolloutStatus status = await(seen -> seen.phase() == RolloutPhase.DEGRADED && seen.aborted());
    Await.until("traffic back on stable", ROUTE_PATIENCE, () -> weightInTheRoute() == 0);
    return String.valueOf(status.stableRS());
  }

  /** Waits until the canary gets that share of the requests: its weight is in the status. */
  void awaitWeight(int percent) {
    RolloutStatus unused =
        await(
            status ->
                !Objects.equals(status.currentPodHash(), status.stableRS())
                    && status.canaryWeight().filter(weight -> weight == percent).isPresent());
  }

  /** The weight of the canary in the route itself, in percent. */
  int weightInTheRoute() {
    return client
        .resources(HTTPRoute.class)
        .inNamespace(namespace)
        .withName(NAME)
        .get()
        .getSpec()
        .getRules()
        .get(0)
        .getBackendRefs()
        .get(1)
        .getWeight();
  }

  /** How many of its events have that reason, those that were joined counted as often as said. */
  int events(String reason) {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()))
        .filter(event -> NAME.equals(event.getInvolvedObject().getName()))
        .mapToInt(event -> event.getCount() == null ? 1 : event.getCount())
        .sum();
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
        Tool.binary(
            "kubectl",
            "logs",
            "--namespace=" + agentNamespace,
            "--tail=40",
            "--selector=app.kubernetes.io/name=serin-deploy-agent"));
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
