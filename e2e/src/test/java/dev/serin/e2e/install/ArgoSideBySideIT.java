package dev.serin.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.OwnProcess;
import dev.serin.e2e.support.PodPlayer;
import dev.serin.e2e.support.Ports;
import dev.serin.e2e.support.TemporaryFolder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Docs/from-argo-rollouts.md with Argo Rollouts' real controller: the way in in the middle of a
 * canary, and the way back.
 */
@ApiTest
class ArgoSideBySideIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String NAMESPACE = "shop";
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: cart-stable, namespace: shop}
      spec: {selector: {app: cart}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: cart-canary, namespace: shop}
      spec: {selector: {app: cart}, ports: [{port: 80}]}
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: {name: cart, namespace: shop}
      spec:
        replicas: 2
        selector: {matchLabels: {app: cart}}
        template:
          metadata: {labels: {app: cart}}
          spec: {containers: [{name: cart, image: "shop/cart:first"}]}
        strategy:
          canary:
            canaryService: cart-canary
            stableService: cart-stable
            steps: [{setWeight: 50}, {pause: {}}, {setWeight: 80}, {pause: {}}]
      """;

  private static ApiCluster cluster;
  private static PodPlayer pods;
  private static Path folder;

  @BeforeAll
  static void start() {
    cluster = ApiCluster.start();
    pods = new PodPlayer(cluster);
    folder = TemporaryFolder.create("argo");
    ServiceAccounts.apply(cluster.client(), Manifests.kustomize("crds"));
    for (String namespace : new String[] {"argo-rollouts", NAMESPACE}) {
      cluster
          .client()
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
    }
    ServiceAccounts.apply(cluster.client(), SERVICE);
  }

  @AfterAll
  static void stop() {
    pods.close();
    cluster.close();
    TemporaryFolder.delete(folder);
  }

  private static OwnProcess argo() {
    return OwnProcess.start(
        "rollouts-controller",
        folder,
        Map.of("POD_NAMESPACE", "argo-rollouts"),
        List.of(
            Binaries.path("rollouts-controller").toString(),
            "--kubeconfig=" + cluster.kubeconfig(),
            "--healthzPort=" + Ports.free(),
            "--metricsport=" + Ports.free()));
  }

  @Test
  void theWayInAndTheWayBackInTheMiddleOfACanary() {
    OwnProcess argo = argo();
    await("first version by Argo", status -> status.phase() == RolloutPhase.HEALTHY);
    update("shop/cart:second");
    await("canary by Argo", status -> paused(status, 1));
    Map<String, Integer> before = replicaSets();

    try (AgentProcess agent = AgentProcess.begin(cluster.kubeconfig(), Map.of())) {
      Await.until(
          "word of it", PATIENCE, () -> agent.log().contains("Argo Rollouts controls these"));
      assertFalse(agent.ready());
      argo.kill();
      agent.awaitReady();
      assertEquals(before, replicaSets());
      Await.elapse(Duration.ofSeconds(3));
      RolloutStatus taken = status();
      assertEquals(1, taken.currentStepIndex(), taken::toString);
      assertEquals(before, replicaSets());
      promote();
      await("second pause, by the agent", status -> paused(status, 3));
      promote();
      await("second version by the agent", status -> status.phase() == RolloutPhase.HEALTHY);
      update("shop/cart:third");
      await("third version by the agent", status -> paused(status, 1));
      agent.stop();
    }

    Map<String, Integer> third = replicaSets();
    String steps = String.valueOf(status().currentStepHash());
    try (OwnProcess back = argo()) {
      // Argo has a hash of the steps of its own, and begins them again: the guide says so.
      await(
          "third version by Argo",
          status -> paused(status, 1) && !steps.equals(status.currentStepHash()));
      promote();
      await("second pause by Argo", status -> paused(status, 3));
      promote();
      await("promoted third version", status -> status.phase() == RolloutPhase.HEALTHY);
      assertEquals(third.keySet(), replicaSets().keySet());
      assertTrue(back.alive());
    }
  }

  private static Map<String, Integer> replicaSets() {
    Map<String, Integer> sets = new TreeMap<>();
    cluster
        .client()
        .apps()
        .replicaSets()
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .forEach(set -> sets.put(set.getMetadata().getName(), set.getSpec().getReplicas()));
    return sets;
  }

  private static Rollout rollout() {
    return cluster.client().resources(Rollout.class).inNamespace(NAMESPACE).withName("cart").get();
  }

  private static RolloutStatus status() {
    return Objects.requireNonNull(rollout().getStatus());
  }

  private static boolean paused(RolloutStatus status, int step) {
    return status.phase() == RolloutPhase.PAUSED
        && Objects.equals(status.currentStepIndex(), step)
        && !status.pauseConditions().isEmpty();
  }

  private static void await(String what, Predicate<RolloutStatus> wanted) {
    try {
      Await.until(
          what,
          PATIENCE,
          () -> {
            Rollout rollout = rollout();
            return rollout.getStatus() != null
                && String.valueOf(rollout.getMetadata().getGeneration())
                    .equals(rollout.getStatus().observedGeneration())
                && wanted.test(rollout.getStatus());
          });
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + "; it is " + rollout().getStatus(), late);
    }
  }

  private static void update(String image) {
    patch(
        "",
        PatchType.JSON,
        "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\""
            + image
            + "\"}]");
  }

  /** As kubectl argo rollouts promote does. */
  private static void promote() {
    patch("status", PatchType.JSON_MERGE, "{\"status\":{\"pauseConditions\":null}}");
  }

  private static void patch(String subresource, PatchType type, String patch) {
    var rollouts =
        cluster.client().resources(Rollout.class).inNamespace(NAMESPACE).withName("cart");
    Object unused =
        subresource.isEmpty()
            ? rollouts.patch(PatchContext.of(type), patch)
            : rollouts.subresource(subresource).patch(PatchContext.of(type), patch);
  }
}
