package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.dashboards.check.Answer;
import dev.serin.dashboards.check.PrometheusCheck;
import dev.serin.dashboards.check.Question;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Checkout;
import dev.serin.e2e.support.TemporaryFolder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Asks a real Prometheus every query of the dashboards and rules, after a story that gives them
 * something to show: a service of the shop under load, an update that is promoted, and one that is
 * taken back.
 */
@Tag("cluster")
@Timeout(600)
class DashboardsIT {

  private static final String NAMESPACE = "dashboards-it";
  private static final String ROLLOUT = "recommendations";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String RULES_NAMESPACE = "monitoring";
  private static final String RULES_CONFIG_MAP = "prometheus-rules";
  private static final String RULES_KEY = "dashboards-it.yml";

  /** What Argo Rollouts' own dashboard and commonly used alerts ask. */
  private static final List<String> QUERIES_OF_ARGO_USERS =
      List.of(
          "sum(rollout_info) by (strategy)",
          "sum(rollout_info{phase=\"Completed\"})",
          "sum(rollout_info{phase=\"Abort\"})",
          "rollout_info{phase=~\"Abort|Error|Timeout|InvalidSpec\"}",
          "rollout_info_replicas_available != rollout_info_replicas_desired",
          "sum(rollout_info_replicas_unavailable)",
          "sum(rollout_info_replicas_updated)",
          "rollout_phase{phase=\"Progressing\"} == 1",
          "sum(increase(rollout_reconcile_bucket[2m])) by (le)",
          "sum(increase(rollout_reconcile_count[2m]))",
          "sum(rate(rollout_events_total{type=\"Warning\"}[2m])) by (reason)",
          "analysis_run_info{phase=\"Failed\"}",
          "analysis_run_metric_phase{phase=\"Running\"} == 1",
          "analysis_run_metric_type",
          "analysis_template_info",
          "sum(increase(analysis_run_reconcile_count[2m]))",
          "sum(rate(controller_clientset_k8s_request_total{status_code=~\"2..\"}[2m])) by (kind)",
          "histogram_quantile(0.9, sum(rollout_duration_seconds_bucket) by (le, status))",
          "argo_rollouts_controller_info",
          "time() - max(process_start_time_seconds and on (instance) rollout_info)");

  private static @Nullable KubernetesClient client;
  private static @Nullable Load load;
  private static Instant began = Instant.EPOCH;
  private static Instant ended = Instant.EPOCH;
  private static URI prometheus = URI.create("http://unknown");
  private static boolean rulesLoaded;

  @BeforeAll
  static void story() throws Exception {
    KubernetesClient api = new KubernetesClientBuilder().build();
    client = api;
    prometheus = prometheus(api);
    Images images = new Images(NAMESPACE);
    String good = images.recommendations(0.005);
    String better = images.recommendations(0.004);
    String bad = images.recommendations(0.4);
    String agent = images.agent();
    deleteNamespace(api);
    kubectl("create", "namespace", NAMESPACE);
    rulesLoaded = loadRules(api);
    installAgent(agent);
    apply(manifests(good));
    String first = await(api, "the first version", healthy(null)).stableRS();
    Load customers = new Load(URI.create("http://" + gateway(api) + "/recommendations/products/1"));
    load = customers;
    customers.awaitAnswers(50);
    began = Instant.now();
    update(api, better);
    String second = await(api, "the second version", healthy(first)).stableRS();
    update(api, bad);
    RolloutStatus back =
        await(api, "the rollback", status -> status.phase() == RolloutPhase.DEGRADED);
    assertEquals(second, back.stableRS());
    PrometheusCheck check = new PrometheusCheck(prometheus);
    Await.until(
        "the rollback in Prometheus",
        PATIENCE,
        () -> {
          Instant now = Instant.now();
          String seen = "max(serin_rollbacks_total{rollout_namespace=\"" + NAMESPACE + "\"}) > 0";
          Question question = new Question("rollback", seen, Question.Kind.DATA);
          return check.ask(question, now.minusSeconds(60), now).good();
        });
    if (rulesLoaded) {
      Question recorded =
          new Question(
              "rules",
              "serin:service_error_ratio:5m{rollout_namespace=\"" + NAMESPACE + "\"}",
              Question.Kind.DATA);
      Await.until(
          "series that rules record",
          PATIENCE,
          () -> {
            reload();
            Instant now = Instant.now();
            return check.ask(recorded, now.minusSeconds(60), now).good();
          });
    }
    ended = Instant.now();
  }

  @AfterAll
  static void takeAway() {
    if (load != null) {
      load.close();
    }
    if (client != null) {
      if (rulesLoaded) {
        rules(client)
            .patch(
                PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"" + RULES_KEY + "\":null}}");
      }
      var unused = client.namespaces().withName(NAMESPACE).delete();
      client.close();
    }
  }

  @Test
  void everyQueryOfTheDashboardsAndRulesHasData() throws Exception {
    List<Answer> answers =
        new PrometheusCheck(prometheus)
            .ask(NAMESPACE, ROLLOUT, began, ended, Duration.ofSeconds(30));
    List<String> bad =
        answers.stream()
            .filter(answer -> !answer.good())
            .filter(answer -> rulesLoaded || !answer.question().expression().contains("serin:"))
            .map(Answer::toString)
            .toList();
    assertEquals(List.of(), bad, bad.size() + " of " + answers.size() + " queries");
  }

  @Test
  void queriesThatUsersOfArgoRolloutsHaveGoOnWorking() throws Exception {
    PrometheusCheck check = new PrometheusCheck(prometheus);
    for (String expression : QUERIES_OF_ARGO_USERS) {
      Question question = new Question("as with Argo Rollouts", expression, Question.Kind.DATA);
      Answer answer = check.ask(question, began, ended);
      assertEquals(true, answer.good(), answer.toString());
    }
  }

  private static URI prometheus(KubernetesClient api) {
    String given = System.getenv("SERIN_E2E_PROMETHEUS");
    if (given != null) {
      return URI.create(given);
    }
    String address =
        api.services()
            .inNamespace("monitoring")
            .withName("prometheus")
            .get()
            .getSpec()
            .getClusterIP();
    return URI.create("http://" + address + ":9090");
  }

  /**
   * Puts the rules where the cluster of e2e/cluster has them; another cluster has no such place.
   */
  private static boolean loadRules(KubernetesClient api) throws IOException {
    if (rules(api).get() == null) {
      return false;
    }
    Path file = Checkout.HOME.resolve("dashboards/generated/prometheus/serin.rules.yml");
    String patch =
        api.getKubernetesSerialization()
            .asJson(Map.of("data", Map.of(RULES_KEY, Files.readString(file))));
    rules(api).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    // The kubelet looks at a pod's ConfigMaps when the pod changes, else about once a minute.
    kubectl(
        "annotate",
        "pods",
        "--namespace=" + RULES_NAMESPACE,
        "--selector=app.kubernetes.io/name=prometheus",
        "--overwrite",
        "serin.dev/rules-changed=" + System.nanoTime());
    return true;
  }

  private static Resource<ConfigMap> rules(KubernetesClient api) {
    return api.configMaps().inNamespace(RULES_NAMESPACE).withName(RULES_CONFIG_MAP);
  }

  private static void reload() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(prometheus.resolve("/-/reload"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    var unused = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    Await.elapse(Duration.ofSeconds(5));
  }

  /** As deploy-agent/install says, for one namespace, without a volume for its history. */
  private static void installAgent(String image) throws IOException {
    Path folder = TemporaryFolder.create("install").toRealPath();
    try {
      Path install = Checkout.HOME.toRealPath().resolve("deploy-agent/install/namespaced");
      String[] name = image.split("@");
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          """
          apiVersion: kustomize.config.k8s.io/v1beta1
          kind: Kustomization
          namespace: %s
          resources: [%s]
          images: [{name: serin/deploy-agent, newName: "%s", digest: "%s"}]
          patches:
            - patch: |-
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: serin-deploy-agent}
                $patch: delete
            - patch: |-
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: serin-deploy-agent}
                spec:
                  template:
                    spec:
                      volumes:
                        - {name: history, persistentVolumeClaim: null, emptyDir: {}}
          """
              .formatted(NAMESPACE, folder.relativize(install), name[0], name[1]));
      kubectl("apply", "--server-side", "--kustomize", folder.toString());
      kubectl(
          "rollout",
          "status",
          "--namespace=" + NAMESPACE,
          "--timeout=120s",
          "deployment/serin-deploy-agent");
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private static String manifests(String image) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(
            DashboardsIT.class.getResourceAsStream("/dashboards/service.yaml"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${IMAGE}", image)
          .replace("${NAMESPACE}", NAMESPACE)
          .replace(
              "${GATEWAY_CLASS}", System.getenv().getOrDefault("SERIN_E2E_GATEWAY_CLASS", "serin"));
    }
  }

  private static void apply(String manifests) {
    String unused =
        Tool.binaryWithInput(
            manifests, "kubectl", "apply", "--server-side", "--namespace=" + NAMESPACE, "-f", "-");
  }

  private static void kubectl(String... arguments) {
    String unused = Tool.binary("kubectl", arguments);
  }

  private static void deleteNamespace(KubernetesClient api) {
    if (api.namespaces().withName(NAMESPACE).get() != null) {
      kubectl("delete", "namespace", NAMESPACE, "--wait", "--timeout=120s");
    }
  }

  private static Resource<Rollout> rollout(KubernetesClient api) {
    return api.resources(Rollout.class).inNamespace(NAMESPACE).withName(ROLLOUT);
  }

  private static void update(KubernetesClient api, String image) {
    rollout(api)
        .patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\""
                + image
                + "\"}]");
  }

  private static Predicate<RolloutStatus> healthy(@Nullable String otherThan) {
    return status ->
        status.phase() == RolloutPhase.HEALTHY && !Objects.equals(status.stableRS(), otherThan);
  }

  private static RolloutStatus await(
      KubernetesClient api, String what, Predicate<RolloutStatus> condition) {
    return Await.value(
        what,
        PATIENCE,
        () -> Optional.ofNullable(rollout(api).get().getStatus()).filter(condition));
  }

  private static String gateway(KubernetesClient api) {
    return Await.value(
        "address of the Gateway",
        PATIENCE,
        () ->
            Optional.of(
                    Tool.binary(
                        "kubectl",
                        "get",
                        "gateway",
                        "serin",
                        "--namespace=" + NAMESPACE,
                        "-o",
                        "jsonpath={.status.addresses[0].value}"))
                .filter(address -> !address.isEmpty()));
  }
}
