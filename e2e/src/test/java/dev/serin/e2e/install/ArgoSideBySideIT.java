package dev.serin.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.OwnProcess;
import dev.serin.e2e.support.PodPlayer;
import dev.serin.e2e.support.Ports;
import dev.serin.e2e.support.RolloutUnderTest;
import dev.serin.e2e.support.TemporaryFolder;
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
  private static RolloutUnderTest cart;

  @BeforeAll
  static void start() {
    cluster = ApiCluster.start();
    pods = new PodPlayer(cluster);
    folder = TemporaryFolder.create("argo");
    ApiObjects.apply(cluster.client(), Manifests.kustomize("crds"));
    ApiObjects.createNamespace(cluster.client(), "argo-rollouts");
    ApiObjects.createNamespace(cluster.client(), NAMESPACE);
    ApiObjects.create(cluster.client(), SERVICE);
    cart = new RolloutUnderTest(cluster.client(), NAMESPACE);
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
    cart.update("shop/cart:second");
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
      RolloutStatus taken = cart.status();
      assertEquals(1, taken.currentStepIndex(), taken::toString);
      assertEquals(before, replicaSets());
      promote();
      await("second pause, by the agent", status -> paused(status, 3));
      promote();
      await("second version by the agent", status -> status.phase() == RolloutPhase.HEALTHY);
      cart.update("shop/cart:third");
      await("third version by the agent", status -> paused(status, 1));
      agent.stop();
    }

    Map<String, Integer> third = replicaSets();
    String steps = String.valueOf(cart.status().currentStepHash());
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

  /** Waits until the status is about the Rollout as it is, and as wanted. */
  private static void await(String what, Predicate<RolloutStatus> wanted) {
    RolloutStatus unused =
        cart.await(
            what,
            status -> {
              Long generation = cart.rollout().get().getMetadata().getGeneration();
              return String.valueOf(generation).equals(status.observedGeneration())
                  && wanted.test(status);
            });
  }

  private static boolean paused(RolloutStatus status, int step) {
    return status.phase() == RolloutPhase.PAUSED
        && Objects.equals(status.currentStepIndex(), step)
        && !status.pauseConditions().isEmpty();
  }

  /** As kubectl argo rollouts promote does without looking at the steps. */
  private static void promote() {
    cart.status("{\"status\":{\"pauseConditions\":null}}");
  }
}
