package dev.serin.rollout.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.MetricProvider;
import dev.serin.rollout.measure.MetricQuery;
import dev.serin.rollout.measure.Sample;
import dev.serin.rollout.measure.Sample.PodCounters;
import dev.serin.rollout.simulation.Cart;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnalysisEngineTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final AnalysisEngine engine = new AnalysisEngine();

  @Test
  void asksForTheCountersOfBothVersions() {
    assertEquals(
        List.of(
            new MetricQuery.PodCounterQuery(
                "errors", Duration.ofSeconds(1), "http_requests_total", "code", "old", "new")),
        engine.queries(run(), START));
  }

  @Test
  void waitsWithoutDataAndWritesNothing() {
    AnalysisRun run = run();
    AnalysisDecision first = engine.decide(run, List.of(), START);
    assertEquals(AnalysisPhase.RUNNING, first.status().phase());
    run.setStatus(first.status());
    AnalysisDecision second = engine.decide(run, List.of(), START.plusSeconds(60));
    assertEquals(first.status(), second.status());
    assertEquals(Optional.of(Duration.ofSeconds(1)), second.requeueAfter());
  }

  @Test
  void endsWithTheNumbersWhenEveryThirdRequestFails() {
    AnalysisRun run = run();
    int seconds = 0;
    AnalysisDecision decision = decide(run, 0);
    while (decision.status().phase() == AnalysisPhase.RUNNING) {
      seconds++;
      decision = decide(run, seconds);
    }
    assertEquals(AnalysisPhase.FAILED, decision.status().phase());
    assertTrue(seconds <= 3, seconds + " s");
    String message = String.valueOf(decision.status().message());
    assertTrue(
        message.matches(
            "Metric \"errors\" assessed Failed: canary fails \\d+ % of \\d+ requests, stable 0 %"
                + " of \\d+: e-value \\d+ over bound 100"),
        message);
    assertEquals(Optional.empty(), decision.requeueAfter());
    assertEquals(
        List.of("MetricFailed", "AnalysisRunFailed"),
        decision.events().stream().map(event -> event.reason()).toList());
  }

  @Test
  void anotherProcessGoesOnWithTheEvidence() {
    AnalysisRun one = run();
    AnalysisRun other = run();
    for (int second = 0; second < 3; second++) {
      decide(one, second);
      decide(other, second);
      other.setStatus(JSON.unmarshal(JSON.asJson(other.getStatus()), AnalysisRunStatus.class));
      assertEquals(one.getStatus(), other.getStatus());
    }
  }

  @Test
  void countersThatStartAnewAreNoNegativeCounts() {
    AnalysisRun run = run();
    engineStep(run, 0, Map.of("200", 100.0), Map.of("200", 900.0));
    engineStep(run, 1, Map.of("200", 3.0, "500", 1.0), Map.of("200", 20.0));
    assertEquals(
        "canary fails 25 % of 4 requests, stable 0 % of 20",
        String.valueOf(run.getStatus().metricResults().get(0).message()).split(":")[0]);
  }

  @Test
  void aCanaryWhoseMetricsNobodyCanReadEndsInError() {
    AnalysisRun run = run();
    PodCounters stable = new PodCounters("old", "cart-old-1", Map.of("200", 9.0));
    Sample.Problem problem = new Sample.Problem("new", "pod cart-new-1: no answer within 800 ms");
    int second = 0;
    while (run.getStatus() == null || run.getStatus().phase() == AnalysisPhase.RUNNING) {
      assertTrue(second < 60, "still running");
      Instant at = START.plusSeconds(second++);
      Sample sample = new Sample("errors", at, List.of(stable), List.of(problem));
      run.setStatus(engine.decide(run, List.of(sample), at).status());
    }
    assertEquals(41, second, "4 errors are tolerated, one each 10 s");
    assertEquals(AnalysisPhase.ERROR, run.getStatus().phase());
    assertEquals(
        "Metric \"errors\" assessed Error: pod cart-new-1: no answer within 800 ms",
        run.getStatus().message());
  }

  @Test
  void aCanaryThatFallsSilentBesideAStableThatAnswersHasFailed() {
    assertFailedBySilence(5.0);
  }

  @Test
  void aCanaryThatFallsSilentBeforeItsFirstRequestHasFailedToo() {
    assertFailedBySilence(0.0);
  }

  private void assertFailedBySilence(double canaryRequestsEachSecond) {
    AnalysisRun run = run();
    for (int second = 0; second < 5; second++) {
      Map<String, Double> canary = Map.of("200", canaryRequestsEachSecond * second);
      engineStep(run, second, canary, Map.of("200", 45.0 * second));
    }
    Sample.Problem silent = new Sample.Problem("new", "pod cart-new-1: no answer within 800 ms");
    int second = 5;
    while (run.getStatus().phase() == AnalysisPhase.RUNNING) {
      assertTrue(second < 60, "still running");
      Instant at = START.plusSeconds(second);
      PodCounters stable = new PodCounters("old", "cart-old-1", Map.of("200", 45.0 * second++));
      Sample sample = new Sample("errors", at, List.of(stable), List.of(silent));
      run.setStatus(engine.decide(run, List.of(sample), at).status());
    }
    assertEquals(AnalysisPhase.FAILED, run.getStatus().phase());
    assertEquals(11, second, "the first silence is at 5 s, the verdict 5 s later");
    assertEquals(
        "Metric \"errors\" assessed Failed: no pod of the canary has answered for 5 s, while stable"
            + " does: pod cart-new-1: no answer within 800 ms",
        run.getStatus().message());
  }

  @Test
  void whoAnswersNowAndThenOrIsNotReadyOrIsStableIsNoError() {
    AnalysisRun run = run();
    Sample.Problem late = new Sample.Problem("new", "pod cart-new-1: no answer within 800 ms");
    Sample.Problem none = new Sample.Problem("", "no pod of version new is ready");
    Sample.Problem old = new Sample.Problem("old", "pod cart-old-1: answered HTTP 404");
    for (int second = 0; second < 300; second++) {
      Instant at = START.plusSeconds(second);
      boolean answers = second % 30 == 29;
      PodCounters canary = new PodCounters("new", "cart-new-1", Map.of("200", 1.0 * second));
      Sample sample =
          new Sample(
              "errors",
              at,
              answers ? List.of(canary) : List.of(),
              second > 150 ? List.of(none, old) : answers ? List.of() : List.of(late));
      run.setStatus(engine.decide(run, List.of(sample), at).status());
      assertEquals(AnalysisPhase.RUNNING, run.getStatus().phase());
    }
  }

  @Test
  void keepsTenMeasurements() {
    AnalysisRun run = run();
    for (int second = 0; second < 40; second++) {
      engineStep(run, second, Map.of("200", 5.0 * second), Map.of("200", 45.0 * second));
    }
    assertEquals(10, run.getStatus().metricResults().get(0).measurements().size());
    assertEquals(39, run.getStatus().metricResults().get(0).count());
  }

  @Test
  void terminationEndsWell() {
    AnalysisRun run = run();
    decide(run, 0);
    AnalysisRunSpec s = run.getSpec();
    run.setSpec(
        new AnalysisRunSpec(s.metrics(), s.args(), true, List.of(), List.of(), null, Map.of()));
    AnalysisDecision decision = engine.decide(run, List.of(), START);
    assertEquals(AnalysisPhase.SUCCESSFUL, decision.status().phase());
    assertEquals("Run Terminated", decision.status().message());
  }

  @Test
  void namesEverythingThatMakesNoSense() {
    AnalysisRun run = run();
    Metric prometheus =
        metric(
            "latency",
            "soon",
            JSON.unmarshal("{\"prometheus\": {\"query\": \"up\"}}", MetricProvider.class));
    Metric judge =
        metric(
            "errors",
            "1s",
            JSON.unmarshal(
                """
                {"plugin": {"serin.dev/judge":
                    {"metric": "m", "stable": "a", "canary": "b", "falseAlarmRate": 2, "x": 1}}}
                """,
                MetricProvider.class));
    run.setSpec(
        new AnalysisRunSpec(
            List.of(prometheus, judge), List.of(), null, List.of(), List.of(), null, Map.of()));
    AnalysisDecision decision = engine.decide(run, List.of(), START);
    assertEquals(AnalysisPhase.ERROR, decision.status().phase());
    assertEquals(
        "Analysis spec invalid: metrics[0]: invalid interval string: time: invalid duration"
            + " \"soon\"; metrics[1]: provider.plugin[\"serin.dev/judge\"]: falseAlarmRate must be"
            + " between 0 and 1, both excluded; metrics[1]: provider.plugin[\"serin.dev/judge\"]:"
            + " 'x' is not a setting",
        decision.status().message());
    assertEquals(List.of(), engine.queries(run, START));
  }

  private AnalysisDecision decide(AnalysisRun run, int second) {
    int canary = 5 * second;
    int failed = canary / 3;
    return engineStep(
        run,
        second,
        Map.of("200", (double) (canary - failed), "500", (double) failed),
        Map.of("200", 45.0 * second));
  }

  private AnalysisDecision engineStep(
      AnalysisRun run, int second, Map<String, Double> canary, Map<String, Double> stable) {
    Instant at = START.plusSeconds(second);
    List<PodCounters> pods = new ArrayList<>();
    pods.add(new PodCounters("new", "cart-new-1", canary));
    pods.add(new PodCounters("old", "cart-old-1", stable));
    AnalysisDecision decision =
        engine.decide(run, List.of(new Sample("errors", at, pods, List.of())), at);
    run.setStatus(decision.status());
    return decision;
  }

  private static Metric metric(String name, String interval, MetricProvider provider) {
    return new Metric(
        name, interval, null, null, null, null, null, null, null, null, provider, Map.of());
  }

  private static AnalysisRun run() {
    AnalysisRun run = new AnalysisRun();
    run.setSpec(
        new AnalysisRunSpec(
            Cart.template().getSpec().metrics(),
            List.of(
                new AnalysisArgument("stable-hash", "old", null, Map.of()),
                new AnalysisArgument("canary-hash", "new", null, Map.of())),
            null,
            List.of(),
            List.of(),
            null,
            Map.of()));
    return run;
  }
}
