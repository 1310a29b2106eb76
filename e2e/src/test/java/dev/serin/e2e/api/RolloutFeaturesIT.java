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
import dev.serin.e2e.support.PodPlayer;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

  @Test
  void aRestartWaitsForTheDisruptionBudget() {
    create("restart", rollout("replicas: 2", "canary: {maxUnavailable: 1, steps: []}"));
    healthy("restart");
    Set<String> before = uids("restart");
    apply(
        "restart",
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
    String at =
        Instant.now().plusSeconds(1).truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    patch("restart", "{\"spec\":{\"restartAt\":\"" + at + "\"}}");
    await("restart", "restarting", status -> "rollout is restarting".equals(status.message()));
    Await.until("a refused eviction", PATIENCE, () -> agent.log().contains("not evicted now"));
    assertEquals(before, uids("restart"));
    var unused = budget().delete();
    await(
        "restart",
        "restarted",
        status -> status.restartedAt() != null && status.phase() == RolloutPhase.HEALTHY);
    Set<String> after = uids("restart");
    after.retainAll(before);
    assertEquals(Set.of(), after);
  }

  @Test
  void replicaSetsThatAreLeftBehindAreAdopted() {
    create("adopt", rollout("replicas: 2", "canary: {steps: []}"));
    healthy("adopt");
    Set<String> before = uids("adopt");
    var unused = resource("adopt").withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    Await.until(
        "orphans",
        PATIENCE,
        () ->
            resource("adopt").get() == null
                && sets("adopt").stream()
                    .allMatch(set -> set.getMetadata().getOwnerReferences().isEmpty()));
    apply("adopt", rollout("replicas: 2", "canary: {steps: []}"));
    healthy("adopt");
    assertEquals(before, uids("adopt"));
    assertEquals(1, sets("adopt").size());
    assertEquals(
        "Rollout", sets("adopt").get(0).getMetadata().getOwnerReferences().get(0).getKind());
  }

  @ParameterizedTest
  @CsvSource({"never, 2", "onsuccess, 0", "progressively, 0"})
  void aDeploymentHoldsThePodTemplate(String scaleDown, int left) {
    String namespace = "workload-" + scaleDown;
    create(
        namespace,
        """
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
          workloadRef: {apiVersion: apps/v1, kind: Deployment, name: cart, scaleDown: SCALE}
          strategy: {canary: {steps: []}}
        """
            .replace("SCALE", scaleDown));
    healthy(namespace);
    Await.until(
        left + " pods of the Deployment",
        PATIENCE,
        () -> deployment(namespace).getSpec().getReplicas() == left);
    Deployment unused =
        cluster
            .client()
            .apps()
            .deployments()
            .inNamespace(namespace)
            .withName("cart")
            .patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"shop/cart:second\"}]");
    await(
        namespace,
        "the second version",
        status -> {
          Long generation = deployment(namespace).getMetadata().getGeneration();
          return status.phase() == RolloutPhase.HEALTHY
              && String.valueOf(generation).equals(status.workloadObservedGeneration())
              && sets(namespace).stream()
                  .filter(RolloutFeaturesIT::ofRollout)
                  .anyMatch(
                      set ->
                          set.getMetadata().getName().equals("cart-" + status.stableRS())
                              && image(set).equals("shop/cart:second"));
        });
  }

  @Test
  void podsHaveMetadataByTheirRole() {
    create(
        "roles",
        rollout(
            "replicas: 2",
            "canary: {canaryMetadata: {labels: {role: canary}}, stableMetadata: {labels: {role:"
                + " stable}}, steps: [{setWeight: 50}, {pause: {}}]}"));
    healthy("roles");
    Await.until("stable pods", PATIENCE, () -> roles().equals(List.of("stable", "stable")));
    Set<String> before = uids("roles");
    update("roles", "shop/cart:second");
    await("roles", "a pause", status -> status.phase() == RolloutPhase.PAUSED);
    Await.until("both", PATIENCE, () -> roles().equals(List.of("canary", "stable")));
    status("roles", "{\"status\":{\"pauseConditions\":null}}");
    await(
        "roles",
        "the end",
        status ->
            status.phase() == RolloutPhase.HEALTHY
                && Objects.equals(status.stableRS(), status.currentPodHash()));
    Await.until("stable pods", PATIENCE, () -> roles().equals(List.of("stable", "stable")));
    Set<String> after = uids("roles");
    after.retainAll(before);
    assertEquals(Set.of(), after);
  }

  @Test
  void anAutoscalerFindsAndScalesIt() {
    create("scale", rollout("replicas: 1", "canary: {steps: []}"));
    healthy("scale");
    var scale = resource("scale").scale();
    assertEquals(1, scale.getSpec().getReplicas());
    assertEquals(1, scale.getStatus().getReplicas());
    assertEquals("app=cart", scale.getStatus().getSelector());
    scale.getSpec().setReplicas(3);
    var unused = resource("scale").scale(scale);
    await(
        "scale",
        "three pods",
        status ->
            Objects.equals(status.availableReplicas(), 3)
                && Objects.equals(status.HPAReplicas(), 3));
  }

  @Test
  void twoRolloutsOverOneServiceAreRefusedWhereTheSecondComes() {
    create(
        "shared-service",
        """
        apiVersion: v1
        kind: Service
        metadata: {name: cart}
        spec: {selector: {app: cart}, ports: [{port: 80}]}
        ---
        """
            + rollout("replicas: 1", "blueGreen: {activeService: cart}"));
    healthy("shared-service");
    String selected = selector("shared-service");
    apply(
        "shared-service",
        rollout("replicas: 1", "blueGreen: {activeService: cart}")
            .replace("metadata: {name: cart}", "metadata: {name: other}"));
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
            cluster.client().v1().events().inNamespace("shared-service").list().getItems().stream()
                .anyMatch(
                    event ->
                        event.getReason().equals("InvalidSpec")
                            && event.getInvolvedObject().getName().equals("other")));
    assertEquals(selected, selector("shared-service"));
    healthy("shared-service");
  }

  @Test
  void absentReferencesAreNamedAndThenFound() {
    create(
        "absent",
        rollout(
            "replicas: 1",
            "blueGreen: {activeService: cart, prePromotionAnalysis: {templates: [{templateName:"
                + " nowhere}]}}"));
    RolloutStatus status = await("absent", "refusal", now -> now.phase() == RolloutPhase.DEGRADED);
    assertTrue(
        String.valueOf(status.message()).contains("service \"cart\" not found")
            && String.valueOf(status.message()).contains("AnalysisTemplate 'nowhere' not found"),
        status.message());
    patch("absent", "{\"spec\":{\"strategy\":{\"blueGreen\":{\"prePromotionAnalysis\":null}}}}");
    apply(
        "absent",
        """
        apiVersion: v1
        kind: Service
        metadata: {name: cart}
        spec: {selector: {app: cart}, ports: [{port: 80}]}
        """);
    healthy("absent");
  }

  private static String rollout(String spec, String strategy) {
    return """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: cart}
        spec:
          %s
          selector: {matchLabels: {app: cart}}
          template:
            metadata: {labels: {app: cart}}
            spec: {containers: [{name: cart, image: "shop/cart:first"}]}
          strategy: {%s}
        """
        .formatted(spec, strategy);
  }

  private static void create(String namespace, String yaml) {
    KubernetesClient client = cluster.client();
    var unused =
        client
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
            .create();
    apply(namespace, yaml);
  }

  private static void apply(String namespace, String yaml) {
    var unused =
        cluster
            .client()
            .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .inNamespace(namespace)
            .create();
  }

  private static Resource<Rollout> resource(String namespace) {
    return cluster.client().resources(Rollout.class).inNamespace(namespace).withName("cart");
  }

  private static Resource<io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget> budget() {
    return cluster
        .client()
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace("restart")
        .withName("cart");
  }

  private static void patch(String namespace, String patch) {
    Rollout unused = resource(namespace).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private static void status(String namespace, String patch) {
    Rollout unused =
        resource(namespace)
            .subresource("status")
            .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private static void update(String namespace, String image) {
    Rollout unused =
        resource(namespace)
            .patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\""
                    + image
                    + "\"}]");
  }

  private static void healthy(String namespace) {
    RolloutStatus unused =
        await(
            namespace,
            "health",
            status ->
                status.phase() == RolloutPhase.HEALTHY
                    && String.valueOf(resource(namespace).get().getMetadata().getGeneration())
                        .equals(status.observedGeneration()));
  }

  private static RolloutStatus await(
      String namespace, String what, Predicate<RolloutStatus> wanted) {
    try {
      return Await.value(
          what,
          PATIENCE,
          () -> Optional.ofNullable(resource(namespace).get().getStatus()).filter(wanted));
    } catch (AssertionError late) {
      throw new AssertionError(
          late.getMessage() + "; it is " + resource(namespace).get().getStatus(), late);
    }
  }

  private static List<ReplicaSet> sets(String namespace) {
    return cluster.client().apps().replicaSets().inNamespace(namespace).list().getItems();
  }

  private static boolean ofRollout(ReplicaSet set) {
    return set.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getKind().equals("Rollout"));
  }

  private static String image(ReplicaSet set) {
    return set.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
  }

  private static List<Pod> pods(String namespace) {
    return cluster.client().pods().inNamespace(namespace).list().getItems();
  }

  private static Set<String> uids(String namespace) {
    return pods(namespace).stream()
        .map(pod -> pod.getMetadata().getUid())
        .collect(Collectors.toSet());
  }

  private static List<String> roles() {
    return pods("roles").stream()
        .map(pod -> pod.getMetadata().getLabels().getOrDefault("role", ""))
        .sorted()
        .toList();
  }

  private static Deployment deployment(String namespace) {
    return cluster.client().apps().deployments().inNamespace(namespace).withName("cart").get();
  }

  private static String selector(String namespace) {
    return String.valueOf(
        cluster
            .client()
            .services()
            .inNamespace(namespace)
            .withName("cart")
            .get()
            .getSpec()
            .getSelector());
  }
}
