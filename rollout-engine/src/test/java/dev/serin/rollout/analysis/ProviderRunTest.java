package dev.serin.rollout.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.rollout.measure.Answer;
import dev.serin.rollout.measure.Measured;
import dev.serin.rollout.measure.MetricQuery;
import dev.serin.rollout.measure.MetricQuery.ProviderQuery;
import dev.serin.rollout.measure.Unresolved;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose metrics are measured by providers, as Argo Rollouts runs them. */
class ProviderRunTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Map<Character, AnalysisPhase> PHASES =
      Map.of(
          'S', AnalysisPhase.SUCCESSFUL,
          'F', AnalysisPhase.FAILED,
          'I', AnalysisPhase.INCONCLUSIVE,
          'E', AnalysisPhase.ERROR);

  private final AnalysisEngine engine = new AnalysisEngine();
  private Instant now = START;

  private static AnalysisRun run(String spec) {
    return YAML.unmarshal(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: AnalysisRun
        metadata: {name: run, namespace: shop, uid: u}
        spec:
        """
            + spec.indent(2),
        AnalysisRun.class);
  }

  private static AnalysisRun metric(String fields) {
    return run("metrics: [{name: m, provider: {web: {url: 'http://x'}}%s}]".formatted(fields));
  }

  private AnalysisDecision decide(AnalysisRun run, Answer... answers) {
    AnalysisDecision decision = engine.decide(run, List.of(answers), now);
    run.setStatus(decision.status());
    return decision;
  }

  private Measured measured(String metric, AnalysisPhase phase, @Nullable String message) {
    return new Measured(
        metric, new Measurement(phase, message, now, now, "1", Map.of(), null, Map.of()), Map.of());
  }

  private static AnalysisRunStatus status(AnalysisRun run) {
    return Objects.requireNonNull(run.getStatus());
  }

  private static MetricResult result(AnalysisRun run) {
    return status(run).metricResults().get(0);
  }

  private String due(AnalysisRun run) {
    return engine.queries(run, now).stream()
        .map(query -> query.metric() + " " + ((ProviderQuery) query).act())
        .collect(Collectors.joining(", "));
  }

  /** Measures as often as it is due, in virtual time, until the run is over or there is no more. */
  private void measure(AnalysisRun run, String phases) {
    AnalysisDecision decision = decide(run);
    for (int i = 0; i < phases.length(); i++) {
      AnalysisPhase next = Objects.requireNonNull(PHASES.get(phases.charAt(i)));
      now = now.plus(decision.requeueAfter().orElseThrow());
      List<MetricQuery> queries = engine.queries(run, now);
      assertEquals(1, queries.size(), "due at " + now);
      String message = next == AnalysisPhase.ERROR ? "no answer" : null;
      decision = decide(run, measured("m", next, message));
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // fields; measurements; phase; message of the run
        "'', S, Successful, -",
        "'', F, Failed, 'Metric \"m\" assessed Failed due to failed (1) > failureLimit (0)'",
        "'', I, Inconclusive, 'Metric \"m\" assessed Inconclusive due to inconclusive (1) >"
            + " inconclusiveLimit (0)'",
        "'', EEEES, Successful, -",
        "'', EEEEE, Error, 'Metric \"m\" assessed Error due to consecutiveErrors (5) >"
            + " consecutiveErrorLimit (4): \"Error Message: no answer\"'",
        "', consecutiveErrorLimit: 0', E, Error, 'Metric \"m\" assessed Error due to"
            + " consecutiveErrors (1) > consecutiveErrorLimit (0): \"Error Message: no answer\"'",
        "', interval: 5s', SSSSSSSS, Running, -",
        "', interval: 5s, count: 3', SSS, Successful, -",
        "', interval: 5s, count: 3, failureLimit: 1', SFS, Successful, -",
        "', interval: 5s, count: 3, failureLimit: 1', SFF, Failed, 'Metric \"m\" assessed Failed"
            + " due to failed (2) > failureLimit (1)'",
        "', interval: 5s, count: 3, inconclusiveLimit: 2', IIS, Successful, -",
        "', interval: 5s, count: 5, consecutiveSuccessLimit: 2, failureLimit: 3', FSFSS,"
            + " Successful, -",
        "', interval: 5s, count: 5, consecutiveSuccessLimit: 2, failureLimit: 3', FSFSF,"
            + " Inconclusive, -",
        "', interval: 5s, count: 5, consecutiveSuccessLimit: 2, failureLimit: -1', FSFSF, Failed,"
            + " -",
        "', interval: 5s, consecutiveSuccessLimit: 2, failureLimit: -1', FFFSFSS, Successful, -",
        "', interval: 5s, count: \"3\"', SSS, Successful, -",
        "', interval: 5s, count: 0', SSSS, Running, -",
      })
  void endsByItsLimits(String fields, String phases, String phase, @Nullable String message) {
    AnalysisRun run = metric(fields);
    measure(run, phases);
    assertEquals(phase, Objects.requireNonNull(status(run).phase()).wireName());
    assertEquals(message, status(run).message());
  }

  @Test
  void countsEachKindAndStreaks() {
    AnalysisRun run = metric(", interval: 5s, failureLimit: 9, inconclusiveLimit: 9");
    measure(run, "SSFIESS");
    MetricResult result = result(run);
    assertEquals(6, result.count());
    assertEquals(4, result.successful());
    assertEquals(1, result.failed());
    assertEquals(1, result.inconclusive());
    assertEquals(1, result.error());
    assertNull(result.consecutiveError());
    assertEquals(2, result.consecutiveSuccess());
  }

  @Test
  void measuresAfterTheDelayThenEachIntervalAndTenSecondsAfterAnError() {
    AnalysisRun run = metric(", initialDelay: 20s, interval: 60s");
    decide(run);
    assertEquals(AnalysisPhase.RUNNING, status(run).phase());
    assertEquals(List.of(), status(run).metricResults());
    assertEquals("", due(run));
    now = START.plusSeconds(20);
    assertEquals("m RUN", due(run));
    decide(run, measured("m", AnalysisPhase.ERROR, "x"));
    now = now.plusSeconds(9);
    assertEquals("", due(run));
    now = now.plusSeconds(1);
    assertEquals("m RUN", due(run));
    decide(run, measured("m", AnalysisPhase.SUCCESSFUL, null));
    now = now.plusSeconds(59);
    assertEquals("", due(run));
    now = now.plusSeconds(1);
    assertEquals("m RUN", due(run));
  }

  @Test
  void keepsTenMeasurementsOrAsManyAsItIsTold() {
    AnalysisRun ten = metric(", interval: 5s");
    measure(ten, "SSSSSSSSSSSSS");
    assertEquals(10, result(ten).measurements().size());
    assertEquals(13, result(ten).count());
    now = START;
    AnalysisRun two = metric(", interval: 5s");
    two.setSpec(
        YAML.unmarshal(
            """
            metrics: [{name: m, interval: 5s, provider: {web: {url: 'http://x'}}}]
            measurementRetention: [{metricName: '.*', limit: 2}]
            """,
            AnalysisRunSpec.class));
    measure(two, "SSSS");
    assertEquals(2, result(two).measurements().size());
  }

  @Test
  void aDryRunDoesNotCountButSaysWhatItWouldHaveDone() {
    AnalysisRun run =
        run(
            """
            metrics:
            - {name: dry, provider: {web: {url: 'http://x'}}}
            - {name: wet, provider: {web: {url: 'http://x'}}}
            dryRun: [{metricName: '^d'}]
            """);
    decide(run);
    assertEquals("dry RUN, wet RUN", due(run));
    decide(run, measured("dry", AnalysisPhase.FAILED, null));
    assertEquals(AnalysisPhase.RUNNING, status(run).phase());
    decide(run, measured("wet", AnalysisPhase.SUCCESSFUL, null));
    assertEquals(AnalysisPhase.SUCCESSFUL, status(run).phase());
    assertEquals(
        "Metric assessed Failed due to failed (1) > failureLimit (0)", result(run).message());
    assertEquals(true, result(run).dryRun());
    assertEquals(1, Objects.requireNonNull(status(run).runSummary()).successful());
    assertEquals(1, Objects.requireNonNull(status(run).dryRunSummary()).failed());
  }

  @Test
  void aBadMetricEndsTheOthersWell() {
    AnalysisRun run =
        run(
            """
            metrics:
            - {name: a, interval: 5s, provider: {web: {url: 'http://x'}}}
            - {name: b, interval: 5s, provider: {web: {url: 'http://x'}}}
            - {name: c, initialDelay: 1h, provider: {web: {url: 'http://x'}}}
            """);
    decide(run);
    decide(run, measured("a", AnalysisPhase.SUCCESSFUL, null));
    AnalysisDecision end = decide(run, measured("b", AnalysisPhase.FAILED, null));
    assertEquals(AnalysisPhase.FAILED, status(run).phase());
    assertEquals(
        List.of(AnalysisPhase.SUCCESSFUL, AnalysisPhase.FAILED),
        status(run).metricResults().stream().map(MetricResult::phase).toList());
    assertEquals(3, Objects.requireNonNull(status(run).runSummary()).count());
    assertEquals(
        List.of("MetricSuccessful", "MetricFailed", "AnalysisRunFailed"),
        end.events().stream().map(event -> event.reason()).toList());
    assertEquals("", due(run));
  }

  @Test
  void whatIsUnderWayIsResumedAndStoppedWhenTheRunEnds() {
    AnalysisRun run = metric("");
    decide(run);
    Measurement begun =
        new Measurement(
            AnalysisPhase.RUNNING,
            null,
            now,
            null,
            null,
            Map.of("job-name", "j"),
            now.plusSeconds(2),
            Map.of());
    decide(run, new Measured("m", begun, Map.of()));
    assertEquals(AnalysisPhase.RUNNING, status(run).phase());
    assertEquals("", due(run));
    now = now.plusSeconds(2);
    assertEquals("m RESUME", due(run));
    run.setSpec(
        YAML.unmarshal(
            """
            terminate: true
            metrics: [{name: m, provider: {web: {url: 'http://x'}}}]
            """,
            AnalysisRunSpec.class));
    decide(run);
    assertEquals(AnalysisPhase.RUNNING, status(run).phase(), "until it has been stopped");
    assertEquals("m TERMINATE", due(run));
    decide(run, measured("m", AnalysisPhase.INCONCLUSIVE, "Metric Terminated"));
    assertEquals(1, result(run).measurements().size());
    assertEquals(AnalysisPhase.INCONCLUSIVE, status(run).phase());
    assertEquals(
        "Metric \"m\" assessed Inconclusive due to inconclusive (1) > inconclusiveLimit (0):"
            + " \"Error Message: Metric Terminated\"",
        status(run).message());
  }

  @Test
  void aRunThatIsToldToTerminateEndsWell() {
    AnalysisRun run =
        run("{terminate: true, metrics: [{name: m, provider: {web: {url: 'http://x'}}}]}");
    decide(run);
    assertEquals(AnalysisPhase.SUCCESSFUL, status(run).phase());
    assertEquals("Run Terminated", status(run).message());
    assertEquals(List.of(), status(run).metricResults());
  }

  @Test
  void argumentsAreReplacedEverywhere() {
    AnalysisRun run =
        run(
            """
            args: [{name: n, value: "2"}, {name: host, value: 'a"b'}]
            metrics:
            - name: m
              count: "{{args.n}}"
              interval: "{{ args.n }}s"
              provider: {web: {url: "http://{{args.host}}"}}
            """);
    measure(run, "SS");
    assertEquals(AnalysisPhase.SUCCESSFUL, status(run).phase());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "'{metrics: []}'; Analysis spec invalid: no metrics specified",
        "'{metrics: [{name: m}]}'; Analysis spec invalid: metrics[0]: no provider specified",
        "'{metrics: [{name: m, provider: {web: {}, graphite: {}}}]}'; Analysis spec invalid:"
            + " metrics[0]: multiple providers specified",
        "'{metrics: [{name: m, provider: {web: {}}}, {name: m, provider: {web: {}}}]}'; Analysis"
            + " spec invalid: metrics[1]: duplicate name 'm'",
        "'{metrics: [{name: m, count: 2, provider: {web: {}}}]}'; Analysis spec invalid:"
            + " metrics[0]: interval must be specified when count > 1",
        "'{metrics: [{name: m, interval: 5, provider: {web: {}}}]}'; Analysis spec invalid:"
            + " metrics[0]: invalid interval string: time: missing unit in duration \"5\"",
        "'{metrics: [{name: m, initialDelay: 5x, provider: {web: {}}}]}'; Analysis spec invalid:"
            + " metrics[0]: invalid startDelay string: time: unknown unit \"x\" in duration \"5x\"",
        "'{metrics: [{name: m, failureLimit: -1, provider: {web: {}}}]}'; Analysis spec invalid:"
            + " metrics[0]: failureLimit and consecutiveSuccessLimit cannot both be disabled",
        "'{metrics: [{name: m, failureLimit: -2, provider: {web: {}}}]}'; Analysis spec invalid:"
            + " metrics[0]: failureLimit must be >= 0, or -1 to be disabled",
        "'{metrics: [{name: m, count: 1, failureLimit: 2, provider: {web: {}}}]}'; Analysis spec"
            + " invalid: metrics[0]: count (1) must be >= failureLimit + consecutiveSuccessLimit (2"
            + " + 0) if both >= 0",
        "'{metrics: [{name: m, provider: {web: {}}}], dryRun: [{metricName: x}]}'; Analysis spec"
            + " invalid: dryRun[0]: Rule didn't match any metric name(s)",
        "'{metrics: [{name: m, provider: {web: {url: \"{{args.x}}\"}}}]}'; Unable to resolve metric"
            + " arguments: failed to resolve {{args.x}}",
        "'{args: [{name: a}], metrics: [{name: m, provider: {web: {}}}]}'; Unable to resolve metric"
            + " arguments: argument \"a\" was not supplied",
      },
      delimiter = ';')
  void aRunThatMakesNoSenseEndsInErrorAtOnce(String spec, String message) {
    AnalysisRun run = run(spec);
    AnalysisDecision decision = decide(run);
    assertEquals(AnalysisPhase.ERROR, status(run).phase());
    assertEquals(message, status(run).message());
    assertEquals(
        List.of("AnalysisRunError"),
        decision.events().stream().map(event -> event.reason()).toList());
    assertTrue(engine.queries(run, now).isEmpty());
  }

  @Test
  void aSecretThatIsMissingEndsTheRunInError() {
    AnalysisRun run =
        run(
            """
            args: [{name: token, valueFrom: {secretKeyRef: {name: s, key: k}}}]
            metrics: [{name: m, provider: {web: {url: "http://{{args.token}}"}}}]
            """);
    decide(run);
    assertEquals("m RUN", due(run));
    decide(run, new Unresolved("m", "secrets \"s\" not found"));
    assertEquals(AnalysisPhase.ERROR, status(run).phase());
    assertEquals(
        "Unable to resolve metric arguments: secrets \"s\" not found", status(run).message());
  }

  @ParameterizedTest
  @CsvSource({
    "Successful, secondsAfterCompletion: 10, 11",
    "Successful, 'secondsAfterCompletion: 10, secondsAfterSuccess: 5', 6",
    "Failed, 'secondsAfterCompletion: 10, secondsAfterFailure: 7, secondsAfterSuccess: 5', 8",
    "Error, 'secondsAfterCompletion: 10, secondsAfterFailure: 7', 11",
    "Running, secondsAfterCompletion: 10, -1",
    "Failed, secondsAfterSuccess: 10, -1",
  })
  void livesAsLongAsItsStrategySays(String phase, String ttl, int seconds) {
    AnalysisRun run = run("ttlStrategy: {%s}".formatted(ttl));
    run.setStatus(
        new AnalysisRunStatus(
            AnalysisPhase.of(phase), null, List.of(), START, START, null, null, Map.of()));
    assertEquals(seconds < 0 ? null : START.plusSeconds(seconds), TimeToLive.end(run).orElse(null));
  }
}
