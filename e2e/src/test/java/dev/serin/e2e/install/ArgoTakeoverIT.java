package dev.serin.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.OwnProcess;
import dev.serin.e2e.support.PlainRollout;
import dev.serin.e2e.support.PodPlayer;
import dev.serin.e2e.support.Ports;
import dev.serin.e2e.support.TemporaryFolder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The agent takes rollouts over that Argo Rollouts' real controller has brought halfway: it changes
 * nothing by itself, and goes on from there.
 */
@ApiTest
class ArgoTakeoverIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";
  private static final String SERVICES =
      PlainRollout.service("cart-stable") + "---\n" + PlainRollout.service("cart-canary");
  private static final String INGRESS =
      """
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: cart}
      spec:
        ingressClassName: nginx
        rules:
        - host: shop.example
          http:
            paths:
            - path: /cart
              pathType: Prefix
              backend: {service: {name: cart-stable, port: {number: 80}}}
      """;

  private static ApiCluster cluster;
  private static PodPlayer pods;
  private static Path folder;
  private static PlainRollout canary;
  private static PlainRollout blueGreen;
  private static PlainRollout experiment;
  private static Map<String, String> leftByArgo;
  private static Map<String, String> seenByAgent;
  private static AgentProcess agent;

  @BeforeAll
  static void argoBringsThemHalfway() {
    cluster = ApiCluster.start();
    pods = new PodPlayer(cluster);
    folder = TemporaryFolder.create("argo");
    ApiObjects.apply(cluster.client(), Manifests.kustomize("crds"));
    ApiObjects.createNamespace(cluster.client(), "argo-rollouts");
    canary =
        create(
            "canary",
            SERVICES + INGRESS,
            "canary: {canaryService: cart-canary, stableService: cart-stable, trafficRouting:"
                + " {nginx: {stableIngress: cart}}, steps: [{setWeight: 30}, {pause: {}},"
                + " {setWeight: 60}, {pause: {}}]}");
    blueGreen =
        create(
            "blue-green",
            SERVICES,
            "blueGreen: {activeService: cart-stable, previewService: cart-canary,"
                + " autoPromotionEnabled: false}");
    experiment =
        create(
            "experiment",
            SERVICES,
            "canary: {steps: [{setWeight: 50}, {experiment: {templates: [{name: base, specRef:"
                + " stable}, {name: new, specRef: canary}]}}, {pause: {}}]}");
    List<PlainRollout> all = List.of(canary, blueGreen, experiment);
    OwnProcess argo = argo();
    all.forEach(PlainRollout::awaitHealthy);
    all.forEach(rollout -> rollout.update("shop/cart:second"));
    canary.awaitPauseAt(1);
    blueGreen.awaitPhase(RolloutPhase.PAUSED);
    Await.until("an Experiment that runs", PATIENCE, () -> "Running".equals(experimentPhase()));
    argo.kill();
    leftByArgo = everything();
    agent = AgentProcess.start(cluster.kubeconfig());
    Await.elapse(Duration.ofSeconds(3));
    seenByAgent = everything();
  }

  @AfterAll
  static void stop() {
    agent.close();
    pods.close();
    cluster.close();
    TemporaryFolder.delete(folder);
  }

  @Test
  void aCanaryByAnIngressGoesOnFromItsPause() {
    assertUntouched("canary");
    assertEquals("30", canaryWeight());
    canary.promote();
    canary.awaitPauseAt(3);
    Await.until("60 %", PATIENCE, () -> "60".equals(canaryWeight()));
    canary.abort();
    canary.awaitAborted();
    Await.until("0 %", PATIENCE, () -> "0".equals(canaryWeight()));
    canary.retry();
    canary.awaitPauseAt(1);
    canary.promote();
    canary.awaitPauseAt(3);
    canary.promote();
    canary.awaitStable("shop/cart:second");
    assertEquals(2, canary.replicaSets().size());
  }

  @Test
  void aBlueGreenChangeGoesOnFromItsPause() {
    assertUntouched("blue-green");
    RolloutStatus status = blueGreen.status();
    assertEquals(status.stableRS(), blueGreen.selected("cart-stable"));
    assertEquals(status.currentPodHash(), blueGreen.selected("cart-canary"));
    blueGreen.status("{\"status\":{\"pauseConditions\":null}}");
    RolloutStatus end = blueGreen.awaitStable("shop/cart:second");
    assertEquals(end.stableRS(), blueGreen.selected("cart-stable"));
    assertEquals(2, blueGreen.replicaSets().size());
  }

  @Test
  void anExperimentGoesOnUntilItEnds() {
    assertUntouched("experiment");
    Experiment before = onlyExperiment();
    Experiment unused =
        cluster
            .client()
            .resource(before)
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"terminate\":true}}");
    experiment.awaitPauseAt(2);
    assertEquals(before.getMetadata().getUid(), onlyExperiment().getMetadata().getUid());
    assertEquals("Successful", experimentPhase());
    experiment.promote();
    experiment.awaitStable("shop/cart:second");
  }

  private static PlainRollout create(String namespace, String objects, String strategy) {
    return PlainRollout.create(
        cluster.client(),
        namespace,
        objects + "---\n" + PlainRollout.yaml("replicas: 2", strategy));
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

  private static Experiment onlyExperiment() {
    List<Experiment> all =
        cluster.client().resources(Experiment.class).inNamespace("experiment").list().getItems();
    return all.isEmpty() ? new Experiment() : all.get(0);
  }

  private static String experimentPhase() {
    var status = onlyExperiment().getStatus();
    return status == null || status.phase() == null ? "" : status.phase().wireName();
  }

  private static String canaryWeight() {
    return ingresses("canary").stream()
        .filter(ingress -> ingress.getMetadata().getName().equals("cart-cart-canary"))
        .map(ingress -> ingress.getMetadata().getAnnotations().getOrDefault(WEIGHT, ""))
        .findFirst()
        .orElse("");
  }

  private static List<Ingress> ingresses(String namespace) {
    return cluster.client().network().v1().ingresses().inNamespace(namespace).list().getItems();
  }

  /** What carries users in all namespaces: pods, selectors, weights. */
  private static Map<String, String> everything() {
    Map<String, String> all = new TreeMap<>();
    for (PlainRollout rollout : List.of(canary, blueGreen, experiment)) {
      String namespace = rollout.namespace();
      rollout
          .replicaSets()
          .forEach(
              set ->
                  all.put(
                      namespace + " ReplicaSet " + set.getMetadata().getName(),
                      String.valueOf(set.getSpec().getReplicas())));
      all.put(namespace + " stable", rollout.selected("cart-stable"));
      all.put(namespace + " canary", rollout.selected("cart-canary"));
      ingresses(namespace)
          .forEach(
              ingress ->
                  all.put(
                      namespace + " Ingress " + ingress.getMetadata().getName(),
                      String.valueOf(ingress.getMetadata().getAnnotations())));
    }
    return all;
  }

  private static void assertUntouched(String namespace) {
    assertEquals(of(namespace, leftByArgo), of(namespace, seenByAgent));
  }

  private static Map<String, String> of(String namespace, Map<String, String> all) {
    Map<String, String> its = new TreeMap<>(all);
    its.keySet().removeIf(key -> !key.startsWith(namespace + " "));
    return its;
  }
}
