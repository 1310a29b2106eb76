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
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
  static final int KEPT = 10;
  private static final Duration BETWEEN_ERRORS = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Metric metric;
  private final AnalysisRunSpec spec;
  private final JudgeSettings settings;
  private final MetricLimits limits;

  MetricJudge(Metric metric, AnalysisRunSpec spec, JudgeSettings settings) {
    this.metric = metric;
    this.spec = spec;
    this.settings = settings;
    this.limits = MetricLimits.of(metric);
  }

  static MetricResult start(Metric metric, AnalysisRunSpec spec) {
    String name = String.valueOf(metric.name());
    return ResultDraft.begin(name, MetricNames.dry(spec, name)).message("no data yet").result();
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
    boolean over = earlier + 1 > limits.consecutiveErrors();
    return new ResultDraft(before)
        .counted(AnalysisPhase.ERROR)
        .phase(over ? AnalysisPhase.ERROR : before.phase())
        .message(problem)
        .measurement(measurement(AnalysisPhase.ERROR, problem, at, null), false)
        .keep(kept())
        .result();
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
    ResultDraft draft = new ResultDraft(before);
    draft.count++;
    draft.failed = 1;
    draft.consecutiveSuccess = 0;
    return draft
        .phase(AnalysisPhase.FAILED)
        .message(message)
        .measurement(measurement(AnalysisPhase.FAILED, message, at, null), false)
        .keep(kept())
        .result();
  }

  private static MetricResult readable(MetricResult before) {
    ResultDraft draft = new ResultDraft(before);
    draft.consecutiveError = 0;
    return draft.result();
  }

  private MetricResult counted(MetricResult before, Sample sample) {
    JudgeState old = JudgeState.parse(before.metadata().get(STATE));
    JudgeState state = ErrorJudge.after(old, sample, settings);
    if (state.canary().equals(old.canary()) && state.stable().equals(old.stable())) {
      return state.pods().keySet().equals(old.pods().keySet())
          ? before
          : noted(new ResultDraft(before), state).result();
    }
    boolean unhealthy = ErrorJudge.unhealthy(state, settings);
    AnalysisPhase phase = unhealthy ? AnalysisPhase.FAILED : AnalysisPhase.SUCCESSFUL;
    String evidence = ErrorJudge.evidence(state, settings);
    ResultDraft draft =
        noted(new ResultDraft(before), state)
            .counted(phase)
            .measurement(measurement(phase, null, WireTime.truncate(sample.at()), evidence), false)
            .keep(kept());
    boolean last = limits.count().isPresent() && draft.count >= limits.count().getAsInt();
    return draft.phase(unhealthy || last ? phase : AnalysisPhase.RUNNING).result();
  }

  private ResultDraft noted(ResultDraft draft, JudgeState state) {
    Map<String, String> metadata = new LinkedHashMap<>(draft.metadata());
    metadata.put(STATE, state.text());
    draft.consecutiveError = 0;
    draft.metadata(metadata);
    boolean any = state.canary().requests() > 0 || state.stable().requests() > 0;
    return any ? draft.message(ErrorJudge.evidence(state, settings)) : draft;
  }

  private static Measurement measurement(
      AnalysisPhase phase, @Nullable String message, Instant at, @Nullable String value) {
    return new Measurement(phase, message, at, at, value, Map.of(), null, Map.of());
  }

  private int kept() {
    return MetricNames.kept(spec, metric.name(), KEPT);
  }
}
