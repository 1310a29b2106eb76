package dev.serin.rollout.analysis;

import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.rollout.RolloutEvent;
import dev.serin.rollout.judge.JudgeSettings;
import dev.serin.rollout.measure.Answer;
import dev.serin.rollout.measure.Measured;
import dev.serin.rollout.measure.MetricQuery;
import dev.serin.rollout.measure.MetricQuery.PodCounterQuery;
import dev.serin.rollout.measure.MetricQuery.ProviderQuery;
import dev.serin.rollout.measure.Sample;
import dev.serin.rollout.measure.Unresolved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one AnalysisRun has come to. What can be prepared once, such as the values of
 * arguments, is; the rest follows from the status.
 *
 * <p>Algorithm:
 *
 * <ol>
 *   <li>A run that is over stays as it is.
 *   <li>A run whose arguments have no values, or whose metrics make no sense, ends in Error, with
 *       all that is wrong.
 *   <li>Each answer is taken in by its metric: those of pods by the built-in judge ({@link
 *       MetricJudge}), those of providers by counting ({@link ProviderResult}).
 *   <li>All metrics are summed up ({@link RunAssessment}). Where one is bad the run terminates: it
 *       is summed up once more, and ends as soon as no measurement is under way.
 * </ol>
 *
 * <p>Invariant: the status holds everything that the next decision needs.
 */
public final class Analysis {
  private static final String UNRESOLVED = "Unable to resolve metric arguments: ";

  private final AnalysisRunSpec spec;
  private final List<RunMetrics.Entry> metrics;
  private final String problem;

  /** Prepares what a run does. */
  public Analysis(@Nullable AnalysisRunSpec given) {
    spec =
        given == null
            ? new AnalysisRunSpec(List.of(), List.of(), null, List.of(), List.of(), null, Map.of())
            : given;
    List<RunMetrics.Entry> entries = List.of();
    String wrong = "";
    try {
      RunMetrics read = RunMetrics.of(spec);
      entries = read.entries();
      wrong =
          read.problems().isEmpty()
              ? ""
              : "Analysis spec invalid: " + String.join("; ", read.problems());
    } catch (UnresolvedArgumentException e) {
      wrong = UNRESOLVED + e.getMessage();
    }
    metrics = entries;
    problem = wrong;
  }

  /** How the built-in judge decides, by the names of its metrics. */
  public Map<String, JudgeSettings> judged() {
    Map<String, JudgeSettings> judged = new LinkedHashMap<>();
    for (RunMetrics.Entry entry : metrics) {
      if (entry.judge() != null) {
        judged.put(entry.name(), entry.judge());
      }
    }
    return judged;
  }

  /** Whether this is the analysis of a specification. */
  public boolean isOf(@Nullable AnalysisRunSpec other) {
    return spec.equals(other);
  }

  /**
   * What has to be measured; nothing when the run is over, or does not make sense. Pods are to be
   * looked at once each interval, whoever asks; providers now.
   */
  public List<MetricQuery> queries(@Nullable AnalysisRunStatus status, Instant now) {
    if (over(status) || !problem.isEmpty()) {
      return List.of();
    }
    Map<String, MetricResult> results = results(status);
    Instant started = status == null ? now : status.startedAt();
    boolean terminating = terminating(results);
    List<MetricQuery> queries = new ArrayList<>();
    for (RunMetrics.Entry entry : metrics) {
      MetricResult result = results.get(entry.name());
      JudgeSettings judge = entry.judge();
      if (judge == null) {
        MetricSchedule.due(entry.metric(), result, started, now, terminating)
            .ifPresent(act -> queries.add(providerQuery(entry, result, act)));
      } else if (!terminating && !isBefore(now, started, entry)) {
        queries.add(podQuery(entry, judge));
      }
    }
    return queries;
  }

  private ProviderQuery providerQuery(
      RunMetrics.Entry entry, @Nullable MetricResult result, MetricQuery.Act act) {
    Measurement last = result == null ? null : MetricAssessment.last(result);
    int earlier =
        result == null
            ? 0
            : ResultDraft.orZero(result.count()) + ResultDraft.orZero(result.error());
    return new ProviderQuery(
        entry.name(),
        entry.definition(),
        spec.args(),
        act,
        act == MetricQuery.Act.RUN ? null : last,
        earlier + 1,
        MetricNames.kept(spec, entry.name(), MetricJudge.KEPT));
  }

  private static PodCounterQuery podQuery(RunMetrics.Entry entry, JudgeSettings judge) {
    return new PodCounterQuery(
        entry.name(),
        entry.interval(),
        judge.counter(),
        judge.codeLabel(),
        judge.stableHash(),
        judge.canaryHash());
  }

  private static boolean isBefore(Instant now, @Nullable Instant started, RunMetrics.Entry entry) {
    return started != null && now.isBefore(started.plus(entry.initialDelay()));
  }

  /**
   * Decides.
   *
   * @param before the status so far
   * @param answers what was measured since the last decision, oldest first; may be empty
   * @param now the time
   * @return the same for the same arguments
   */
  public AnalysisDecision decide(
      @Nullable AnalysisRunStatus before, List<? extends Answer> answers, Instant now) {
    if (before != null && over(before)) {
      return new AnalysisDecision(before, List.of(), Optional.empty());
    }
    if (!problem.isEmpty()) {
      return broken(problem, before, now);
    }
    for (Answer answer : answers) {
      if (answer instanceof Unresolved unresolved) {
        return broken(UNRESOLVED + unresolved.problem(), before, now);
      }
    }
    Instant started = started(before, now);
    Map<String, MetricResult> known = results(before);
    Map<String, MetricResult> results = new LinkedHashMap<>();
    for (RunMetrics.Entry entry : metrics) {
      MetricResult result = taken(entry, known.get(entry.name()), answers, started);
      if (result != null) {
        results.put(entry.name(), result);
      }
    }
    RunAssessment assessment = assess(results, terminating(known));
    if (assessment.bad()) {
      assessment = assess(assessment.results(), true);
    }
    AnalysisPhase phase = assessment.phase();
    List<RolloutEvent> events = assessment.events(known);
    if (phase.completed()) {
      events.add(completion(phase));
    }
    AnalysisRunStatus status =
        new AnalysisRunStatus(
            phase,
            phase.completed() && !assessment.message().isEmpty() ? assessment.message() : null,
            List.copyOf(assessment.results().values()),
            started,
            phase.completed() ? WireTime.truncate(now) : null,
            assessment.summary(),
            assessment.drySummary(),
            before == null ? Map.of() : before.unknown());
    return new AnalysisDecision(
        status, events, phase.completed() ? Optional.empty() : Optional.of(wait(status, now)));
  }

  private @Nullable MetricResult taken(
      RunMetrics.Entry entry,
      @Nullable MetricResult before,
      List<? extends Answer> answers,
      Instant started) {
    JudgeSettings judge = entry.judge();
    MetricResult result =
        before == null && judge != null ? MetricJudge.start(entry.metric(), spec) : before;
    for (Answer answer : answers) {
      if (!answer.metric().equals(entry.name())) {
        continue;
      }
      if (answer instanceof Sample sample && judge != null && result != null) {
        result =
            isBefore(sample.at(), started, entry)
                ? result
                : new MetricJudge(entry.metric(), spec, judge, started.plus(entry.initialDelay()))
                    .after(result, sample);
      } else if (answer instanceof Measured measured && judge == null) {
        result = ProviderResult.after(result, measured, spec);
      }
    }
    return result;
  }

  private RunAssessment assess(Map<String, MetricResult> results, boolean terminating) {
    RunAssessment assessment =
        new RunAssessment(Boolean.TRUE.equals(spec.terminate()), terminating);
    for (RunMetrics.Entry entry : metrics) {
      MetricResult result = results.get(entry.name());
      boolean dry = MetricNames.dry(spec, entry.name());
      if (entry.judge() != null && result != null) {
        assessment.addJudged(result, dry);
      } else {
        assessment.add(entry.metric(), result, dry);
      }
    }
    return assessment;
  }

  /** The time until there is something to measure. */
  private Duration wait(AnalysisRunStatus status, Instant now) {
    Map<String, MetricResult> results = results(status);
    return metrics.stream()
        .flatMap(
            entry ->
                entry.judge() == null
                    ? MetricSchedule.next(
                        entry.metric(), results.get(entry.name()), status.startedAt())
                        .map(at -> Duration.between(now, at))
                        .stream()
                    : Stream.of(entry.interval()))
        .map(delay -> delay.isNegative() ? Duration.ZERO : delay)
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /**
   * When a provider of the run has something to do next; empty when none has.
   *
   * @param except metrics whose providers are at it
   */
  public Optional<Instant> next(AnalysisRunStatus status, Set<String> except) {
    Map<String, MetricResult> results = results(status);
    return over(status)
        ? Optional.empty()
        : metrics.stream()
            .filter(entry -> entry.judge() == null && !except.contains(entry.name()))
            .flatMap(
                entry ->
                    MetricSchedule.next(
                        entry.metric(), results.get(entry.name()), status.startedAt())
                        .stream())
            .min(Instant::compareTo);
  }

  private static AnalysisDecision broken(
      String message, @Nullable AnalysisRunStatus before, Instant now) {
    return new AnalysisDecision(
        new AnalysisRunStatus(
            AnalysisPhase.ERROR,
            message,
            before == null ? List.of() : before.metricResults(),
            started(before, now),
            WireTime.truncate(now),
            before == null ? null : before.runSummary(),
            before == null ? null : before.dryRunSummary(),
            before == null ? Map.of() : before.unknown()),
        List.of(completion(AnalysisPhase.ERROR)),
        Optional.empty());
  }

  private static RolloutEvent completion(AnalysisPhase phase) {
    return RunAssessment.event(
        "AnalysisRun", phase, "Analysis Completed. Result: " + phase.wireName());
  }

  private static Instant started(@Nullable AnalysisRunStatus before, Instant now) {
    return before == null || before.startedAt() == null
        ? WireTime.truncate(now)
        : before.startedAt();
  }

  private static Map<String, MetricResult> results(@Nullable AnalysisRunStatus status) {
    Map<String, MetricResult> results = new LinkedHashMap<>();
    if (status != null) {
      status.metricResults().forEach(result -> results.put(String.valueOf(result.name()), result));
    }
    return results;
  }

  /** Whether nothing more is to be measured: told to stop, or a metric that counts was bad. */
  private boolean terminating(Map<String, MetricResult> results) {
    return Boolean.TRUE.equals(spec.terminate())
        || results.values().stream()
            .filter(result -> !Boolean.TRUE.equals(result.dryRun()))
            .map(MetricResult::phase)
            .filter(Objects::nonNull)
            .anyMatch(phase -> phase.completed() && phase != AnalysisPhase.SUCCESSFUL);
  }

  private static boolean over(@Nullable AnalysisRunStatus status) {
    AnalysisPhase phase = status == null ? null : status.phase();
    return phase != null && phase.completed();
  }
}
