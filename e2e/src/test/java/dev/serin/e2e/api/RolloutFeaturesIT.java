package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiClusterSettings;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.PlainRollout;
import dev.serin.e2e.support.PodPlayer;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is around canary and blue/green, on a real API server with the controllers it needs. */
@ApiTest
class RolloutFeaturesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static ApiCluster cluster;
  private static PodPlayer pods;
  private static AgentProcess agent;

  @BeforeAll
  static void start() {
    cluster =
        ApiCluster.start(
            ApiClusterSettings.forRollouts()
                .withMoreControllers("deployment-controller", "disruption-controller"));
    pods = new PodPlayer(cluster);
    agent = AgentProcess.start(cluster.kubeconfig());
  }

  @AfterAll
  static void stop() {
    agent.close();
    pods.close();
    cluster.close();
  }

  private static PlainRollout create(String namespace, String yaml) {
    return PlainRollout.create(cluster.client(), namespace, yaml);
  }

  @Test
  void aRestartWaitsForTheDisruptionBudget() {
    PlainRollout cart =
        create(
            "restart", PlainRollout.yaml("replicas: 2", "canary: {maxUnavailable: 1, steps: []}"));
    cart.awaitHealthy();
    Set<String> before = cart.podUids();
    cart.add(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: cart}
        spec: {minAvailable: 2, selector: {matchLabels: {app: cart}}}
        """);
    Await.until(
        "a budget that is worked out",
        PATIENCE,
        () -> Optional.ofNullable(budget().get().getStatus().getExpectedPods()).orElse(0) == 2);
    String at = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS).toString();
    cart.patch("{\"spec\":{\"restartAt\":\"" + at + "\"}}");
    cart.await("restarting", status -> "rollout is restarting".equals(status.message()));
    Await.until("a refused eviction", PATIENCE, () -> agent.log().contains("not evicted now"));
    assertEquals(before, cart.podUids());
    var unused = budget().delete();
    cart.await(
        "restarted",
        status -> status.restartedAt() != null && status.phase() == RolloutPhase.HEALTHY);
    Set<String> after = cart.podUids();
    after.retainAll(before);
    assertEquals(Set.of(), after);
  }

  @Test
  void replicaSetsThatAreLeftBehindAreAdopted() {
    String yaml = PlainRollout.yaml("replicas: 2", "canary: {steps: []}");
    PlainRollout cart = create("adopt", yaml);
    cart.awaitHealthy();
    Set<String> before = cart.podUids();
    var unused = cart.rollout().withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    Await.until(
        "orphans",
        PATIENCE,
        () ->
            cart.rollout().get() == null
                && cart.replicaSets().stream()
                    .allMatch(set -> set.getMetadata().getOwnerReferences().isEmpty()));
    cart.add(yaml);
    cart.awaitHealthy();
    assertEquals(before, cart.podUids());
    assertEquals(1, cart.replicaSets().size());
    assertTrue(ofRollout(cart.replicaSets().get(0)));
  }

  @ParameterizedTest
  @CsvSource({"never, 2", "onsuccess, 0", "progressively, 0"})
  void aDeploymentHoldsThePodTemplate(String scaleDown, int left) {
    PlainRollout cart = create("workload-" + scaleDown, withDeployment(scaleDown));
    cart.awaitHealthy();
    Await.until(
        left + " pods of the Deployment",
        PATIENCE,
        () -> deployment(cart).get().getSpec().getReplicas() == left);
    Deployment unused =
        deployment(cart)
            .patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"shop/cart:second\"}]");
    cart.await(
        "the second version",
        status ->
            cart.stable(status, "shop/cart:second")
                && String.valueOf(deployment(cart).get().getMetadata().getGeneration())
                    .equals(status.workloadObservedGeneration()));
  }

  private static String withDeployment(String scaleDown) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: cart}
        spec:
          replicas: 2
          selector: {matchLabels: {app: cart}}
          template:
            metadata: {labels: {app: cart}}
            spec: {containers: [{name: cart, image: "shop/cart:first"}]}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: cart}
        spec:
          replicas: 2
          workloadRef: {apiVersion: apps/v1, kind: Deployment, name: cart, scaleDown: %s}
          strategy: {canary: {steps: []}}
        """
        .formatted(scaleDown);
  }

  @Test
  void podsHaveMetadataByTheirRole() {
    PlainRollout cart =
        create(
            "roles",
            PlainRollout.yaml(
                "replicas: 2",
                "canary: {canaryMetadata: {labels: {role: canary}}, stableMetadata: {labels: {role:"
                    + " stable}}, steps: [{setWeight: 50}, {pause: {}}]}"));
    cart.awaitHealthy();
    awaitRoles(cart, "stable", "stable");
    Set<String> before = cart.podUids();
    cart.update("shop/cart:second");
    cart.awaitPhase(RolloutPhase.PAUSED);
    awaitRoles(cart, "canary", "stable");
    cart.promote();
    cart.awaitStable("shop/cart:second");
    awaitRoles(cart, "stable", "stable");
    Set<String> after = cart.podUids();
    after.retainAll(before);
    assertEquals(Set.of(), after);
  }

  private static void awaitRoles(PlainRollout cart, String... roles) {
    Await.until(
        "pods as " + List.of(roles),
        PATIENCE,
        () ->
            cart.pods().stream()
                .map(pod -> pod.getMetadata().getLabels().getOrDefault("role", ""))
                .sorted()
                .toList()
                .equals(List.of(roles)));
  }

  @Test
  void anAutoscalerFindsAndScalesIt() {
    PlainRollout cart = create("scale", PlainRollout.yaml("replicas: 1", "canary: {steps: []}"));
    cart.awaitHealthy();
    var scale = cart.rollout().scale();
    assertEquals(1, scale.getSpec().getReplicas());
    assertEquals(1, scale.getStatus().getReplicas());
    assertEquals("app=cart", scale.getStatus().getSelector());
    scale.getSpec().setReplicas(3);
    var unused = cart.rollout().scale(scale);
    cart.await(
        "three pods",
        status ->
            Objects.equals(status.availableReplicas(), 3)
                && Objects.equals(status.HPAReplicas(), 3));
  }

  @Test
  void twoRolloutsOverOneServiceAreRefusedWhereTheSecondComes() {
    String yaml = PlainRollout.yaml("replicas: 1", "blueGreen: {activeService: cart}");
    PlainRollout cart = create("shared-service", PlainRollout.service("cart") + "---\n" + yaml);
    cart.awaitHealthy();
    String selected = cart.selected("cart");
    cart.add(yaml.replace("metadata: {name: cart}", "metadata: {name: other}"));
    Resource<Rollout> other =
        cluster.client().resources(Rollout.class).inNamespace("shared-service").withName("other");
    RolloutStatus status =
        Await.value(
            "refusal",
            PATIENCE,
            () ->
                Optional.ofNullable(other.get().getStatus())
                    .filter(now -> now.phase() == RolloutPhase.DEGRADED));
    assertTrue(
        String.valueOf(status.message())
            .contains("Service \"cart\" is managed by another Rollout: cart"),
        status.message());
    Await.until(
        "an event",
        PATIENCE,
        () ->
            cart.events("InvalidSpec").stream()
                .anyMatch(event -> event.getInvolvedObject().getName().equals("other")));
    assertEquals(selected, cart.selected("cart"));
    cart.awaitHealthy();
  }

  @Test
  void absentReferencesAreNamedAndThenFound() {
    PlainRollout cart =
        create(
            "absent",
            PlainRollout.yaml(
                "replicas: 1",
                "blueGreen: {activeService: cart, prePromotionAnalysis: {templates: [{templateName:"
                    + " nowhere}]}}"));
    RolloutStatus status = cart.awaitPhase(RolloutPhase.DEGRADED);
    assertTrue(
        String.valueOf(status.message()).contains("service \"cart\" not found")
            && String.valueOf(status.message()).contains("AnalysisTemplate 'nowhere' not found"),
        status.message());
    cart.patch("{\"spec\":{\"strategy\":{\"blueGreen\":{\"prePromotionAnalysis\":null}}}}");
    cart.add(PlainRollout.service("cart"));
    cart.awaitHealthy();
  }

  private static Resource<PodDisruptionBudget> budget() {
    return cluster
        .client()
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace("restart")
        .withName("cart");
  }

  private static boolean ofRollout(ReplicaSet set) {
    return set.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getKind().equals("Rollout"));
  }

  private static Resource<Deployment> deployment(PlainRollout cart) {
    return cluster.client().apps().deployments().inNamespace(cart.namespace()).withName("cart");
  }
}
