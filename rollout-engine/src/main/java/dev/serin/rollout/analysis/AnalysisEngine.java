package dev.serin.rollout.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.rollout.Durations;
import dev.serin.rollout.RolloutEvent;
import dev.serin.rollout.judge.JudgeSettings;
import dev.serin.rollout.measure.MetricQuery;
import dev.serin.rollout.measure.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an AnalysisRun has come to.
 *
 * <p>Algorithm:
 *
 * <ol>
 *   <li>A run that is over stays as it is.
 *   <li>A run whose metrics make no sense ends in Error, with all that is wrong.
 *   <li>Each metric takes its samples in, one after the other, until it is over ({@link
 *       MetricJudge}).
 *   <li>A run that is told to terminate, and has not failed, ends well.
 *   <li>The phase of the run is the worst of its metrics, dry runs left out; one that has failed
 *       ends the run at once.
 * </ol>
 *
 * <p>Invariant: the status holds everything that the next decision needs.
 */
public final class AnalysisEngine {
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  /** An engine; it holds no state. */
  public AnalysisEngine() {}

  /** What has to be measured for the run; nothing when it is over, or does not make sense. */
  public List<MetricQuery> queries(AnalysisRun run) {
    AnalysisRunSpec spec = run.getSpec();
    if (spec == null || over(run) || !problems(spec).isEmpty()) {
      return List.of();
    }
    List<MetricQuery> queries = new ArrayList<>();
    for (Metric metric : spec.metrics()) {
      JudgeSettings judge = judge(metric, spec);
      if (judge != null && metric.name() != null) {
        queries.add(
            new MetricQuery.PodCounterQuery(
                metric.name(),
                interval(metric),
                judge.counter(),
                judge.codeLabel(),
                judge.stableHash(),
                judge.canaryHash()));
      }
    }
    return queries;
  }

  /**
   * Decides.
   *
   * @param run the run, with its status
   * @param samples what was measured since the last decision, oldest first; may be empty
   * @param now the time
   * @return the same for the same arguments
   */
  public AnalysisDecision decide(AnalysisRun run, List<Sample> samples, Instant now) {
    AnalysisRunSpec spec = run.getSpec();
    AnalysisRunStatus before = run.getStatus();
    if (before != null && over(run)) {
      return new AnalysisDecision(before, List.of(), Optional.empty());
    }
    Instant started =
        before == null || before.startedAt() == null ? WireTime.truncate(now) : before.startedAt();
    List<String> problems = spec == null ? List.of("it has no specification") : problems(spec);
    if (spec == null || !problems.isEmpty()) {
      return end(
          AnalysisPhase.ERROR, String.join("; ", problems), results(before), started, now, spec);
    }
    boolean terminate = Boolean.TRUE.equals(spec.terminate());
    List<MetricResult> results = new ArrayList<>();
    for (Metric metric : spec.metrics()) {
      results.add(result(metric, spec, before, samples, started, terminate));
    }
    AnalysisPhase phase = RunPhase.of(results);
    if (phase.completed()) {
      return end(phase, RunPhase.message(results, terminate), results, started, now, spec);
    }
    return new AnalysisDecision(
        status(phase, null, results, started, null, before),
        List.of(),
        spec.metrics().stream().map(AnalysisEngine::interval).min(Duration::compareTo));
  }

  private static MetricResult result(
      Metric metric,
      AnalysisRunSpec spec,
      @Nullable AnalysisRunStatus before,
      List<Sample> samples,
      Instant started,
      boolean terminate) {
    JudgeSettings settings = judge(metric, spec);
    MetricResult result =
        results(before).stream()
            .filter(old -> String.valueOf(metric.name()).equals(old.name()))
            .findFirst()
            .orElseGet(() -> MetricJudge.start(metric, spec));
    if (settings == null) {
      return result;
    }
    String delay = metric.initialDelay();
    Instant first = started.plus(delay == null ? Duration.ZERO : Durations.parse(delay));
    MetricJudge judge = new MetricJudge(metric, spec, settings);
    for (Sample sample : samples) {
      if (sample.metric().equals(metric.name()) && !sample.at().isBefore(first)) {
        result = judge.after(result, sample);
      }
    }
    return terminate ? MetricJudge.terminated(result) : result;
  }

  private static AnalysisDecision end(
      AnalysisPhase phase,
      String message,
      List<MetricResult> results,
      Instant started,
      Instant now,
      @Nullable AnalysisRunSpec spec) {
    List<MetricResult> closed =
        spec == null ? results : results.stream().map(MetricJudge::terminated).toList();
    List<RolloutEvent> events = new ArrayList<>();
    for (MetricResult result : closed) {
      AnalysisPhase of = result.phase();
      if (of != null) {
        events.add(
            event(
                of,
                "Metric",
                "Metric '" + result.name() + "' Completed. Result: " + of.wireName()));
      }
    }
    events.add(event(phase, "AnalysisRun", "Analysis Completed. Result: " + phase.wireName()));
    return new AnalysisDecision(
        status(phase, message.isEmpty() ? null : message, closed, started, now, null),
        events,
        Optional.empty());
  }

  private static RolloutEvent event(AnalysisPhase phase, String prefix, String message) {
    boolean good = phase == AnalysisPhase.SUCCESSFUL;
    return new RolloutEvent(
        good ? RolloutEvent.Type.NORMAL : RolloutEvent.Type.WARNING,
        prefix + phase.wireName(),
        message);
  }

  private static AnalysisRunStatus status(
      AnalysisPhase phase,
      @Nullable String message,
      List<MetricResult> results,
      Instant started,
      @Nullable Instant now,
      @Nullable AnalysisRunStatus before) {
    return new AnalysisRunStatus(
        phase,
        message,
        results,
        started,
        now == null ? null : WireTime.truncate(now),
        RunPhase.summary(results, false),
        RunPhase.summary(results, true),
        before == null ? Map.of() : before.unknown());
  }

  private static List<MetricResult> results(@Nullable AnalysisRunStatus status) {
    return status == null ? List.of() : status.metricResults();
  }

  private static List<String> problems(AnalysisRunSpec spec) {
    List<String> problems = new ArrayList<>(MetricNames.problems(spec));
    if (spec.metrics().isEmpty()) {
      problems.add("it has no metrics");
    }
    spec.metrics().forEach(metric -> problems.addAll(MetricRules.problems(metric)));
    return problems;
  }

  private static @Nullable JudgeSettings judge(Metric metric, AnalysisRunSpec spec) {
    JsonNode config = MetricRules.judge(metric);
    UnaryOperator<String> replacing = Arguments.replacing(spec.args());
    return config == null ? null : JudgeSettings.of(config, replacing);
  }

  private static Duration interval(Metric metric) {
    return metric.interval() == null ? DEFAULT_INTERVAL : Durations.parse(metric.interval());
  }

  private static boolean over(AnalysisRun run) {
    AnalysisPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
    return phase != null && phase.completed();
  }
}
