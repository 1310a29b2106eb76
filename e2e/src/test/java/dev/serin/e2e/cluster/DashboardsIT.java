package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.dashboards.check.Answer;
import dev.serin.dashboards.check.PrometheusCheck;
import dev.serin.dashboards.check.Question;
import dev.serin.e2e.support.Await;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Asks a real Prometheus every query of the dashboards and rules, after a story that gives them
 * something to show: a service of the shop under load, an update that is promoted, and one that is
 * taken back. {@code SERIN_E2E_PROMETHEUS} is its address; without it, that of the Service {@code
 * monitoring/prometheus}.
 */
@Tag("cluster")
@Timeout(600)
class DashboardsIT {

  private static final String NAMESPACE = "dashboards-it";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

  /** What Argo Rollouts' own dashboard, and alerts that people have, ask. */
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
          "argo_rollouts_controller_info");

  private static Shop shop;
  private static Instant began = Instant.EPOCH;
  private static Instant ended = Instant.EPOCH;
  private static URI prometheus = URI.create("http://unknown");
  private static boolean rulesLoaded;

  @BeforeAll
  static void story() throws Exception {
    shop = Shop.open(NAMESPACE).withAgent();
    prometheus = prometheus(shop.client());
    RulesInPrometheus rules = shop.closeLater(RulesInPrometheus.load(shop.client(), prometheus));
    rulesLoaded = rules.loaded();
    // Each version fails now and then, so that there are errors to show.
    Recommendations service = shop.service(shop.flawed(0.005));
    Load unused = shop.customers(service);
    String first = service.awaitHealthy(null);
    began = Instant.now();
    service.update(shop.flawed(0.004));
    String second = service.awaitHealthy(first);
    service.update(shop.bad());
    assertEquals(second, service.awaitRollback());
    await("the rollback", "serin_rollbacks_total{rollout_namespace=\"" + NAMESPACE + "\"} > 0");
    // A series that begins with its first event has a rate from its second scrape on.
    await("its events", "rate(rollout_events_total{type=\"Warning\"}[2m])");
    if (rulesLoaded) {
      rules.awaitRead();
      // Not those that an earlier run has left.
      long now = Instant.now().getEpochSecond();
      await("recorded series", "timestamp(serin:service_error_ratio:5m) > " + now);
      await("recorded series", "timestamp(serin:version_latency_seconds:rate2m) > " + now);
    }
    ended = Instant.now();
  }

  private static void await(String what, String expression) {
    PrometheusCheck check = new PrometheusCheck(prometheus);
    Question question = new Question(what, expression, Question.Kind.DATA);
    Await.until(
        what + " in Prometheus",
        PATIENCE,
        () -> {
          Await.elapse(Duration.ofMillis(500));
          Instant now = Instant.now();
          return check.ask(question, now.minusSeconds(30), now).good();
        });
  }

  @AfterAll
  static void takeAway() {
    shop.close();
  }

  @Test
  void everyQueryOfTheDashboardsAndRulesHasData() throws Exception {
    List<Answer> answers =
        new PrometheusCheck(prometheus)
            .ask(NAMESPACE, Recommendations.NAME, began, ended, RATE_WINDOW);
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

  private static URI prometheus(KubernetesClient client) {
    String given = System.getenv("SERIN_E2E_PROMETHEUS");
    if (given != null) {
      return URI.create(given);
    }
    String address =
        client
            .services()
            .inNamespace("monitoring")
            .withName("prometheus")
            .get()
            .getSpec()
            .getClusterIP();
    return URI.create("http://" + address + ":9090");
  }
}
