package dev.serin.rollout.analysis;

import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.rollout.judge.ErrorJudge;
import dev.serin.rollout.judge.JudgeSettings;
import dev.serin.rollout.judge.JudgeState;
import dev.serin.rollout.measure.Sample;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One metric that the built-in judge decides. Its state is in the metadata of the result, beside
 * the evidence; only the latest measurements are kept. A sample in which nothing was counted is no
 * measurement and changes nothing: too little data means waiting.
 *
 * <p>When the canary has ready pods and none of them can be read, that is an error: a version must
 * not be promoted because nobody can see it fail. As in Argo, errors in a row count one each ten
 * seconds, and more than consecutiveErrorLimit (4) of them end the metric. A stable version that
 * cannot be read is no fault of the canary's, and means waiting.
 *
 * <p>A canary that has counted requests, and of which then no pod answers for five seconds while
 * stable does, has failed: one that hangs, or whose node is lost, counts no errors of its own.
 */
final class MetricJudge {
  static final String STATE = "serin.dev/judge";
  private static final int KEPT = 10;
  private static final int ERROR_LIMIT = 4;
  private static final Duration BETWEEN_ERRORS = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Metric metric;
  private final AnalysisRunSpec spec;
  private final JudgeSettings settings;

  MetricJudge(Metric metric, AnalysisRunSpec spec, JudgeSettings settings) {
    this.metric = metric;
    this.spec = spec;
    this.settings = settings;
  }

  static MetricResult start(Metric metric, AnalysisRunSpec spec) {
    String name = String.valueOf(metric.name());
    boolean dry = spec.dryRun().stream().anyMatch(run -> MetricNames.picks(run.metricName(), name));
    return new MetricResult(
        name,
        AnalysisPhase.RUNNING,
        List.of(),
        "no data yet",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        dry ? true : null,
        Map.of(),
        Map.of());
  }

  MetricResult after(MetricResult before, Sample sample) {
    if (before.phase() != null && before.phase().completed()) {
      return before;
    }
    boolean answered =
        sample.pods().stream().anyMatch(pod -> pod.podTemplateHash().equals(settings.canaryHash()));
    Optional<String> unreadable =
        sample.problems().stream()
            .filter(problem -> problem.podTemplateHash().equals(settings.canaryHash()))
            .map(Sample.Problem::text)
            .findFirst();
    if (!answered && unreadable.isPresent()) {
      return afterError(before, sample, unreadable.get());
    }
    return counted(answered ? readable(before) : before, sample);
  }

  private MetricResult afterError(MetricResult before, Sample sample, String problem) {
    Instant at = WireTime.truncate(sample.at());
    int earlier = before.consecutiveError() == null ? 0 : before.consecutiveError();
    Instant last =
        before.measurements().isEmpty()
            ? null
            : before.measurements().get(before.measurements().size() - 1).startedAt();
    boolean silent =
        earlier > 0
            && last != null
            && !at.isBefore(last.plus(SILENCE))
            && stableAloneAnswers(before, sample);
    if (silent) {
      return silenced(before, at, problem);
    }
    if (earlier > 0 && last != null && at.isBefore(last.plus(BETWEEN_ERRORS))) {
      return before;
    }
    boolean over = earlier + 1 > errorLimit();
    List<Measurement> measurements =
        latest(
            before.measurements(),
            new Measurement(AnalysisPhase.ERROR, problem, at, at, null, Map.of(), null, Map.of()));
    return new MetricResult(
        before.name(),
        over ? AnalysisPhase.ERROR : before.phase(),
        measurements,
        problem,
        before.count(),
        before.successful(),
        before.failed(),
        before.inconclusive(),
        (before.error() == null ? 0 : before.error()) + 1,
        earlier + 1,
        null,
        before.dryRun(),
        before.metadata(),
        before.unknown());
  }

  private boolean stableAloneAnswers(MetricResult before, Sample sample) {
    return JudgeState.parse(before.metadata().get(STATE)).canary().requests() > 0
        && sample.pods().stream()
            .anyMatch(pod -> pod.podTemplateHash().equals(settings.stableHash()));
  }

  private MetricResult silenced(MetricResult before, Instant at, String problem) {
    String message =
        "no pod of the canary has answered for %d s, while stable does: %s"
            .formatted(SILENCE.toSeconds(), problem);
    return new MetricResult(
        before.name(),
        AnalysisPhase.FAILED,
        latest(
            before.measurements(),
            new Measurement(AnalysisPhase.FAILED, message, at, at, null, Map.of(), null, Map.of())),
        message,
        measured(before) + 1,
        before.successful(),
        1,
        before.inconclusive(),
        before.error(),
        before.consecutiveError(),
        null,
        before.dryRun(),
        before.metadata(),
        before.unknown());
  }

  private static MetricResult readable(MetricResult before) {
    return before.consecutiveError() == null
        ? before
        : new MetricResult(
            before.name(),
            before.phase(),
            before.measurements(),
            before.message(),
            before.count(),
            before.successful(),
            before.failed(),
            before.inconclusive(),
            before.error(),
            null,
            before.consecutiveSuccess(),
            before.dryRun(),
            before.metadata(),
            before.unknown());
  }

  private MetricResult counted(MetricResult before, Sample sample) {
    JudgeState old = JudgeState.parse(before.metadata().get(STATE));
    JudgeState state = ErrorJudge.after(old, sample, settings);
    if (state.canary().equals(old.canary()) && state.stable().equals(old.stable())) {
      return state.pods().keySet().equals(old.pods().keySet())
          ? before
          : with(before, before.phase(), state, before.measurements(), measured(before));
    }
    boolean unhealthy = ErrorJudge.unhealthy(state, settings);
    List<Measurement> latest = latest(before.measurements(), measurement(sample, state, unhealthy));
    int count = measured(before) + 1;
    OptionalInt wanted = wanted();
    AnalysisPhase phase =
        unhealthy
            ? AnalysisPhase.FAILED
            : wanted.isPresent() && count >= wanted.getAsInt()
                ? AnalysisPhase.SUCCESSFUL
                : AnalysisPhase.RUNNING;
    return with(before, phase, state, latest, count);
  }

  /** The result when nothing more will be measured. */
  static MetricResult terminated(MetricResult result) {
    if (result.phase() != null && result.phase().completed()) {
      return result;
    }
    return new MetricResult(
        result.name(),
        AnalysisPhase.SUCCESSFUL,
        result.measurements(),
        result.message(),
        result.count(),
        result.successful(),
        result.failed(),
        result.inconclusive(),
        result.error(),
        result.consecutiveError(),
        result.consecutiveSuccess(),
        result.dryRun(),
        result.metadata(),
        result.unknown());
  }

  private MetricResult with(
      MetricResult before,
      @Nullable AnalysisPhase phase,
      JudgeState state,
      List<Measurement> measurements,
      int count) {
    Map<String, String> metadata = new LinkedHashMap<>(before.metadata());
    metadata.put(STATE, state.text());
    boolean failed = phase == AnalysisPhase.FAILED;
    boolean any = state.canary().requests() > 0 || state.stable().requests() > 0;
    return new MetricResult(
        before.name(),
        phase,
        measurements,
        any ? ErrorJudge.evidence(state, settings) : before.message(),
        count == 0 ? null : count,
        count - (failed ? 1 : 0) == 0 ? null : count - (failed ? 1 : 0),
        failed ? 1 : null,
        null,
        before.error(),
        null,
        failed || count == 0 ? null : count,
        before.dryRun(),
        metadata,
        before.unknown());
  }

  private Measurement measurement(Sample sample, JudgeState state, boolean unhealthy) {
    return new Measurement(
        unhealthy ? AnalysisPhase.FAILED : AnalysisPhase.SUCCESSFUL,
        null,
        WireTime.truncate(sample.at()),
        WireTime.truncate(sample.at()),
        ErrorJudge.evidence(state, settings),
        Map.of(),
        null,
        Map.of());
  }

  private List<Measurement> latest(List<Measurement> before, Measurement next) {
    List<Measurement> all = new ArrayList<>(before);
    all.add(next);
    return List.copyOf(all.subList(Math.max(0, all.size() - kept()), all.size()));
  }

  private int kept() {
    return spec.measurementRetention().stream()
        .filter(r -> MetricNames.picks(r.metricName(), metric.name()))
        .filter(r -> r.limit() != null && r.limit() > 0)
        .mapToInt(r -> r.limit() == null ? KEPT : r.limit())
        .findFirst()
        .orElse(KEPT);
  }

  /** Measurements until the metric is over: one without an interval, no end without a count. */
  private OptionalInt wanted() {
    IntOrString count = metric.count();
    return count == null && metric.interval() == null ? OptionalInt.of(1) : number(count);
  }

  private int errorLimit() {
    IntOrString given = metric.consecutiveErrorLimit();
    boolean none = given != null && "0".equals(String.valueOf(given.getValue()));
    return none ? 0 : number(given).orElse(ERROR_LIMIT);
  }

  /** A positive number, which may come from an argument. */
  private OptionalInt number(@Nullable IntOrString given) {
    if (given == null) {
      return OptionalInt.empty();
    }
    Integer number = given.getIntVal();
    if (number != null) {
      return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }
    String text = Arguments.replacing(spec.args()).apply(given.getStrVal());
    return text.matches("[1-9]\\d{0,8}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static int measured(MetricResult result) {
    return result.count() == null ? 0 : result.count();
  }
}
