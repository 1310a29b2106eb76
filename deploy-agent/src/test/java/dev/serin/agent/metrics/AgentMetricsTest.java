package dev.serin.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

// Quarkus brings the registry over the old Prometheus client, which Micrometer discourages.
@SuppressWarnings("deprecation")
final class AgentMetricsTest {

  private static final ObjectKey CART = new ObjectKey("shop", "cart");

  private static final String ROLLOUT =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata:
        name: cart
        namespace: shop
        uid: "1"
        resourceVersion: "%s"
        annotations:
          serin.dev/slo-availability: "99.9"
          serin.dev/slo-latency-p99: 300ms
          serin.dev/slo-latency-p95: soon
      spec:
        replicas: 3
        strategy:
          canary:
            steps: [{setWeight: 10}, {pause: {}}]
            trafficRouting: {istio: {virtualService: {name: cart}}}
      status: %s
      """;

  private static final String UPDATING =
      """
      {phase: Paused, currentPodHash: new, stableRS: old, currentStepIndex: 1,
       replicas: 4, updatedReplicas: 1, readyReplicas: 4, availableReplicas: 3,
       pauseConditions: [{reason: CanaryPauseStep, startTime: "2026-11-23T10:00:00Z"}],
       conditions: [{type: Progressing, status: Unknown, reason: RolloutPaused},
                    {type: TrafficContested, status: "True", reason: Foreign}],
       canary: {weights: {canary: {weight: 10, podTemplateHash: new},
                          stable: {weight: 90, podTemplateHash: old}}}}""";

  private static final String RUN =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: AnalysisRun
      metadata:
        name: cart-new-2
        namespace: shop
        uid: "3"
        labels: {rollouts-pod-template-hash: new}
        ownerReferences:
          - {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: cart, uid: "1", controller: true}
      spec:
        metrics:
          - name: errors
            provider: {plugin: {serin.dev/judge: {metric: http_requests_total, falseAlarmRate: 0.02, stable: old, canary: new}}}
          - {name: latency, provider: {prometheus: {query: up}}}
      status:
        phase: Running
        metricResults:
          - name: errors
            phase: Running
            dryRun: true
            metadata:
              serin.dev/judge: >-
                {"version":1,"logs":[0,0,0,0,0,0,0],"canary":[50,2],"stable":[450,1],"pods":{}}
      """;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CompositeMeterRegistry meters =
      new CompositeMeterRegistry(Clock.SYSTEM, List.of(registry));
  private final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(Config.empty()).build();
  private final ClusterView view = new ClusterView(client, List.of(), "", InstantSource.system());
  private boolean leads = true;
  private final AgentMetrics metrics =
      new AgentMetrics(meters, view, () -> leads, () -> Instant.EPOCH.plusSeconds(90));

  @AfterEach
  void close() {
    client.close();
  }

  private static <T extends HasMetadata> void put(
      ObjectStore<T> store, Class<T> type, String yaml) {
    T object = Serialization.unmarshal(yaml, type);
    store.seen(object, object);
  }

  private void rollout(int version, String status) {
    put(view.rollouts(), Rollout.class, ROLLOUT.formatted(version, status));
  }

  /** A canary in the middle of its steps, with everything that belongs to it. */
  private void canary() {
    rollout(1, UPDATING);
    put(view.analysisRuns(), AnalysisRun.class, RUN);
    put(
        view.analysisTemplates(),
        AnalysisTemplate.class,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: AnalysisTemplate
        metadata: {name: cart, namespace: shop, uid: "4"}
        spec: {metrics: [{name: errors, provider: {plugin: {serin.dev/judge: {}}}}]}
        """);
    put(
        view.replicaSets(),
        ReplicaSet.class,
        """
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata:
          name: cart-new
          namespace: shop
          uid: "5"
          labels: {rollouts-pod-template-hash: new}
          annotations: {rollout.argoproj.io/revision: "2"}
          ownerReferences:
            - {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: cart, uid: "1", controller: true}
        spec: {template: {spec: {containers: [{name: proxy, image: proxy:1}, {name: cart, image: cart:2}]}}}
        """);
    put(
        view.experiments(),
        Experiment.class,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Experiment
        metadata: {name: cart-new-2-1, namespace: shop, uid: "7"}
        status: {phase: Running}
        """);
    put(
        view.clusterAnalysisTemplates(),
        ClusterAnalysisTemplate.class,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: ClusterAnalysisTemplate
        metadata: {name: everywhere, uid: "8"}
        spec: {metrics: [{name: up, provider: {job: {}}}]}
        """);
    metrics.reconciled(CART, Duration.ofMillis(5));
    metrics.reconciled(CART, Duration.ofMillis(200));
    metrics.reconcileFailed(CART);
    metrics.events(
        CART, List.of(new RolloutEvent(RolloutEvent.Type.WARNING, "RolloutAborted", "because")));
  }

  private Scraped scrape() {
    return Scraped.of(registry);
  }

  /** Names, types and labels as in controller/metrics of argo-rollouts v1.10. */
  @TestFactory
  Stream<DynamicTest> metricsOfArgoHaveItsNamesTypesAndLabels() throws Exception {
    canary();
    metrics.ofAnalyses(key -> {}).handle(new ObjectKey("shop", "cart-new-2"));
    metrics.written(CART, null, finished());
    new RequestMetrics(meters).count("GET", URI.create("https://x/api/v1/pods"), 200);
    Scraped scraped = scrape();
    String key = "namespace name";
    return Stream.of(
        expect(scraped, "rollout_info", "gauge", key + " strategy traffic_router phase"),
        expect(scraped, "rollout_info_replicas_available", "gauge", key),
        expect(scraped, "rollout_info_replicas_unavailable", "gauge", key),
        expect(scraped, "rollout_info_replicas_desired", "gauge", key),
        expect(scraped, "rollout_info_replicas_updated", "gauge", key),
        expect(scraped, "rollout_phase", "gauge", key + " strategy phase"),
        expect(scraped, "rollout_reconcile", "histogram", key + " le"),
        expect(scraped, "rollout_reconcile_error", "untyped", key),
        expect(scraped, "rollout_events_total", "counter", key + " type reason"),
        expect(scraped, "rollout_duration_seconds", "histogram", "status le"),
        expect(scraped, "rollout_progression_duration_seconds", "histogram", "status le"),
        expect(scraped, "rollout_manual_pause_duration_seconds", "histogram", "status le"),
        expect(scraped, "analysis_run_info", "gauge", key + " phase"),
        expect(scraped, "analysis_run_phase", "gauge", key + " phase"),
        expect(scraped, "analysis_run_reconcile", "histogram", key + " le"),
        expect(scraped, "analysis_run_metric_type", "gauge", key + " metric type"),
        expect(scraped, "analysis_run_metric_phase", "gauge", key + " metric type dry_run phase"),
        expect(scraped, "experiment_info", "gauge", key + " phase"),
        expect(scraped, "experiment_phase", "gauge", key + " phase"),
        expect(scraped, "analysis_template_info", "gauge", key),
        expect(scraped, "analysis_template_metric_info", "gauge", key + " type metric"),
        expect(scraped, "argo_rollouts_controller_info", "gauge", "version"),
        expect(
            scraped,
            "controller_clientset_k8s_request_total",
            "counter",
            "kind namespace name verb status_code"));
  }

  private static DynamicTest expect(Scraped scraped, String name, String type, String labels) {
    String series = type.equals("histogram") ? name + "_bucket" : name;
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertAll(
                () -> assertEquals(type, scraped.type(name)),
                () -> assertEquals(Set.of(labels.split(" ")), scraped.labelNames(series))));
  }

  private static RolloutStatus finished() {
    return Serialization.unmarshal(
        """
        duration: {rolloutStartedAt: "2026-11-23T10:00:00Z", finishedAt: "2026-11-23T10:05:00Z",
                    totalManualPauseDurationSeconds: 200, completionStatus: Promoted}""",
        RolloutStatus.class);
  }

  @Test
  void aCanaryIsToldOfInArgosWords() {
    canary();
    Scraped scraped = scrape();
    Map<String, String> cart = Map.of("namespace", "shop", "name", "cart");
    assertAll(
        () ->
            assertEquals(
                1,
                scraped.value(
                    "rollout_info",
                    Map.of("strategy", "canary", "traffic_router", "Istio", "phase", "Paused"))),
        () -> assertEquals(6, scraped.count("rollout_phase", cart)),
        () -> assertEquals(1, scraped.value("rollout_phase", Map.of("phase", "Paused"))),
        () -> assertEquals(0, scraped.value("rollout_phase", Map.of("phase", "Completed"))),
        () -> assertEquals(3, scraped.value("rollout_info_replicas_desired", cart)),
        () -> assertEquals(3, scraped.value("rollout_info_replicas_available", cart)),
        () -> assertEquals(1, scraped.value("rollout_info_replicas_unavailable", cart)),
        () -> assertEquals(1, scraped.value("rollout_info_replicas_updated", cart)),
        () ->
            assertEquals(
                1, scraped.value("rollout_events_total", Map.of("reason", "RolloutAborted"))),
        () -> assertEquals(1, scraped.value("rollout_reconcile_error", cart)),
        () -> assertEquals(1, scraped.value("experiment_phase", Map.of("phase", "Running"))),
        () -> assertEquals(5, scraped.count("experiment_phase", Map.of())),
        () ->
            assertEquals(
                1,
                scraped.value(
                    "analysis_template_metric_info",
                    Map.of("name", "everywhere", "namespace", "", "type", "Job"))),
        () ->
            assertEquals(
                1,
                scraped.value(
                    "analysis_run_metric_phase",
                    Map.of("metric", "errors", "dry_run", "true", "phase", "Running"))),
        () ->
            assertEquals(1, scraped.value("analysis_run_metric_type", Map.of("type", "RPCPlugin"))),
        () ->
            assertEquals(
                1,
                scraped.value(
                    "analysis_run_metric_type",
                    Map.of("metric", "latency", "type", "Prometheus"))));
  }

  @Test
  void passesOfMillisecondsAreCountedInArgosBuckets() {
    canary();
    Scraped scraped = scrape();
    assertAll(
        () -> assertEquals(1, scraped.value("rollout_reconcile_bucket", Map.of("le", "0.01"))),
        () -> assertEquals(1, scraped.value("rollout_reconcile_bucket", Map.of("le", "0.15"))),
        () -> assertEquals(2, scraped.value("rollout_reconcile_bucket", Map.of("le", "0.25"))),
        () -> assertEquals(2, scraped.value("rollout_reconcile_bucket", Map.of("le", "+Inf"))),
        () -> assertEquals(2, scraped.value("rollout_reconcile_count", Map.of())),
        () -> assertEquals(0.205, scraped.value("rollout_reconcile_sum", Map.of()), 1e-9));
  }

  @Test
  void aCanaryIsToldOfInSerinsWords() {
    canary();
    Scraped scraped = scrape();
    Map<String, String> canary =
        Map.of(
            "rollout_namespace",
            "shop",
            "rollout",
            "cart",
            "role",
            "canary",
            "rollouts_pod_template_hash",
            "new");
    assertAll(
        () -> assertEquals(10, scraped.value("serin_rollout_weight_percent", canary)),
        () ->
            assertEquals(
                90, scraped.value("serin_rollout_weight_percent", Map.of("role", "stable"))),
        () -> assertEquals(1, scraped.value("serin_rollout_info", Map.of("phase", "Paused"))),
        () ->
            assertEquals(
                (double) Instant.parse("2026-11-23T10:00:00Z").getEpochSecond(),
                scraped.value("serin_rollout_phase_since_timestamp_seconds", Map.of())),
        () -> assertEquals(1, scraped.value("serin_rollout_step", Map.of())),
        () -> assertEquals(2, scraped.value("serin_rollout_steps", Map.of())),
        () -> assertEquals(1, scraped.count("serin_rollout_condition", Map.of())),
        () ->
            assertEquals(
                1, scraped.value("serin_rollout_condition", Map.of("type", "TrafficContested"))),
        () ->
            assertEquals(
                1,
                scraped.value(
                    "serin_rollout_version_info",
                    Map.of("role", "canary", "revision", "2", "image", "cart:2"))),
        () ->
            assertEquals(
                0, scraped.value("serin_rollout_pods", Map.of("role", "canary", "ready", "true"))),
        () -> assertEquals(0, scraped.value("serin_rollbacks_total", Map.of())),
        () ->
            assertEquals(
                1, scraped.value("serin_analysis_e_value", Map.of("metric", "errors")), 1e-9),
        () -> assertEquals(50, scraped.value("serin_analysis_e_value_bound", Map.of())),
        () -> assertEquals(50, scraped.value("serin_analysis_requests", Map.of("role", "canary"))),
        () -> assertEquals(1, scraped.value("serin_analysis_errors", Map.of("role", "stable"))));
  }

  @Test
  void stepsThatAreBegunWhileTheAgentLooksHaveATime() {
    rollout(1, UPDATING);
    assertEquals(0, scrape().count("serin_rollout_step_since_timestamp_seconds", Map.of()));
    rollout(2, UPDATING.replace("currentStepIndex: 1", "currentStepIndex: 2"));
    rollout(3, UPDATING.replace("currentStepIndex: 1", "currentStepIndex: 2"));
    Map<String, String> step = Map.of("rollout", "cart", "step", "2");
    assertEquals(90, scrape().value("serin_rollout_step_since_timestamp_seconds", step));
  }

  @Test
  void objectivesComeFromAnnotationsAndUnreadableOnesAreNone() {
    canary();
    Scraped scraped = scrape();
    assertEquals(0.999, scraped.value("serin_slo_availability_ratio", Map.of()), 1e-12);
    assertEquals(1, scraped.count("serin_slo_latency_seconds", Map.of()));
    assertEquals(0.3, scraped.value("serin_slo_latency_seconds", Map.of("quantile", "0.99")));
  }

  @Test
  void aStandbyTellsThatItIsOneAndNothingOfRollouts() {
    canary();
    assertEquals(1, scrape().value("serin_agent_leader", Map.of()));
    leads = false;
    assertEquals(0, scrape().value("serin_agent_leader", Map.of()));
    assertEquals(0, scrape().about(Map.of("rollout", "cart")));
    assertEquals(0, scrape().count("rollout_info", Map.of()));
    assertEquals(0, scrape().count("analysis_run_info", Map.of()));
  }

  @Test
  void nothingIsLeftOfARolloutThatIsDeleted() throws Exception {
    canary();
    metrics.ofAnalyses(key -> {}).handle(new ObjectKey("shop", "cart-new-2"));
    view.rollouts().gone(Serialization.unmarshal(ROLLOUT.formatted(1, "{}"), Rollout.class));
    view.analysisRuns().gone(Serialization.unmarshal(RUN, AnalysisRun.class));
    metrics.forget(CART);
    Scraped scraped = scrape();
    assertEquals(0, scraped.about(Map.of("name", "cart", "strategy", "canary")));
    assertEquals(0, scraped.count("rollout_events_total", Map.of()));
    assertEquals(0, scraped.count("rollout_reconcile_count", Map.of()));
    assertEquals(0, scraped.about(Map.of("name", "cart-new-2")));
    assertEquals(0, scraped.about(Map.of("rollout", "cart")));
  }

  @Test
  void finishedRunsOfEarlierVersionsAreNotToldOf() {
    canary();
    put(
        view.analysisRuns(),
        AnalysisRun.class,
        RUN.replace("cart-new-2", "cart-older-1")
            .replace("hash: new", "hash: older")
            .replace("uid: \"3\"", "uid: \"6\"")
            .replace("phase: Running", "phase: Successful"));
    assertEquals(0, scrape().about(Map.of("name", "cart-older-1")));
    assertEquals(1, scrape().count("analysis_run_info", Map.of("name", "cart-new-2")));
  }

  @Test
  void aChangeIsCountedWhenItsEndIsWrittenAndOnlyThen() {
    metrics.written(CART, null, finished());
    metrics.written(CART, finished(), finished());
    Scraped scraped = scrape();
    Map<String, String> promoted = Map.of("status", "Promoted");
    assertEquals(300, scraped.value("rollout_duration_seconds_sum", promoted));
    assertEquals(1, scraped.value("rollout_duration_seconds_count", promoted));
    assertEquals(100, scraped.value("rollout_progression_duration_seconds_sum", promoted));
    assertEquals(200, scraped.value("rollout_manual_pause_duration_seconds_sum", promoted));
  }

  @Test
  void theTimeFromAVerdictToTheTrafficIsMeasuredByThePassThatMovedIt() {
    RolloutStatus aborted = Serialization.unmarshal("abort: true", RolloutStatus.class);
    long earlier = System.nanoTime();
    metrics.badVerdict(CART);
    metrics.trafficDone(CART, aborted, earlier, true);
    Map<String, String> verdict = Map.of("cause", "analysis");
    assertEquals(0, scrape().value("serin_verdict_to_traffic_seconds_count", verdict));
    metrics.trafficDone(CART, aborted, System.nanoTime(), true);
    metrics.trafficDone(CART, aborted, System.nanoTime(), true);
    assertEquals(
        1, scrape().value("serin_verdict_to_traffic_seconds_count", Map.of("cause", "analysis")));
  }

  @Test
  void anOperatorsAbortStartsTheClockToo() {
    rollout(1, UPDATING);
    rollout(2, UPDATING.replace("{phase", "{abort: true, phase"));
    RolloutStatus aborted = Serialization.unmarshal("abort: true", RolloutStatus.class);
    metrics.trafficDone(CART, aborted, System.nanoTime(), true);
    assertEquals(
        1, scrape().value("serin_verdict_to_traffic_seconds_count", Map.of("cause", "abort")));
  }

  @Test
  void requestsAreCountedByKindAndVerbButNotByName() {
    RequestMetrics requests = new RequestMetrics(meters);
    String root = "https://x/apis/argoproj.io/v1alpha1/";
    requests.count("PATCH", URI.create(root + "namespaces/shop/rollouts/cart/status"), 200);
    requests.count("PATCH", URI.create(root + "namespaces/shop/rollouts/basket"), 409);
    requests.count("GET", URI.create(root + "rollouts?watch=true"), 200);
    requests.count("GET", URI.create("https://x/api/v1/namespaces/shop"), 200);
    requests.count("GET", URI.create("https://x/version"), 200);
    Scraped scraped = scrape();
    String name = "controller_clientset_k8s_request_total";
    assertAll(
        () -> assertEquals(5, scraped.count(name, Map.of())),
        () ->
            assertEquals(
                1,
                scraped.value(
                    name,
                    Map.of(
                        "kind",
                        "rollouts",
                        "namespace",
                        "shop",
                        "name",
                        "N/A",
                        "verb",
                        "Patch",
                        "status_code",
                        "409"))),
        () -> assertEquals(1, scraped.value(name, Map.of("kind", "rollouts", "verb", "Watch"))),
        () -> assertEquals(1, scraped.value(name, Map.of("kind", "namespaces", "verb", "Get"))),
        () -> assertEquals(1, scraped.value(name, Map.of("kind", "Unknown", "verb", "Unknown"))));
  }

  @Test
  void aRolloutThatNobodyHasHandledIsToldOfWithoutAnyGuess() {
    rollout(1, "{}");
    Scraped scraped = scrape();
    assertEquals(1, scraped.value("rollout_info", Map.of("phase", "Progressing")));
    assertEquals(1, scraped.value("serin_rollout_info", Map.of("phase", "")));
    assertEquals(0, scraped.count("serin_rollout_weight_percent", Map.of()));
    assertTrue(scraped.about(Map.of("rollout", "cart")) < 8);
  }
}
