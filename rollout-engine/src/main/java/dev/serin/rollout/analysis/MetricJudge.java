package dev.serin.rollout.analysis;

import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.rollout.judge.Evidence;
import dev.serin.rollout.judge.Judge;
import dev.serin.rollout.judge.JudgeSettings;
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
 * measurement and changes nothing: too little data means waiting, unless the settings say what else
 * it means after some time.
 *
 * <p>When the canary has ready pods and none of them can be read, that is an error: a version must
 * not be promoted because nobody can see it fail. As in Argo, errors in a row count one each ten
 * seconds, and more than consecutiveErrorLimit (4) of them end the metric. A stable version that
 * cannot be read is no fault of the canary's, and means waiting.
 *
 * <p>A canary that has answered once, and of which then no ready pod answers for five seconds while
 * stable does, has failed: one that hangs, or whose node is lost, counts no errors of its own.
 */
final class MetricJudge {
  static final String STATE = "serin.dev/judge";
  private static final String SEEN = "serin.dev/canary-answered";
  static final int KEPT = 10;
  private static final Duration BETWEEN_ERRORS = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Metric metric;
  private final AnalysisRunSpec spec;
  private final JudgeSettings settings;
  private final Judge judge;
  private final Instant first;
  private final MetricLimits limits;

  /**
   * Judges a metric.
   *
   * @param first when it may be measured for the first time
   */
  MetricJudge(Metric metric, AnalysisRunSpec spec, JudgeSettings settings, Instant first) {
    this.judge = Judge.of(settings);
    this.first = first;
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
    MetricResult result = counted(answered ? readable(before) : before, sample);
    return MetricAssessment.completed(result) ? result : concluded(result, sample.at());
  }

  /** What too few requests mean, once they have been too few for long enough. */
  private MetricResult concluded(MetricResult result, Instant at) {
    Optional<AnalysisPhase> conclusion = settings.noData().conclusion();
    long wanted = Math.max(1, settings.minimumRequests());
    long requests = judge.evidence(result.metadata().get(STATE)).canary().requests();
    boolean late = !at.isBefore(first.plus(settings.noData().after()));
    if (conclusion.isEmpty() || requests >= wanted || !late) {
      return result;
    }
    String message =
        "the canary has had %d of %d requests in %d s"
            .formatted(requests, wanted, settings.noData().after().toSeconds());
    Instant time = WireTime.truncate(at);
    return new ResultDraft(result)
        .counted(conclusion.get())
        .phase(conclusion.get())
        .message(message)
        .measurement(measurement(conclusion.get(), message, time, null), false)
        .keep(kept())
        .result();
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
    return before.metadata().containsKey(SEEN)
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
    Map<String, String> metadata = new LinkedHashMap<>(before.metadata());
    metadata.put(SEEN, "true");
    draft.metadata(metadata);
    return draft.result();
  }

  private MetricResult counted(MetricResult before, Sample sample) {
    String old = before.metadata().get(STATE);
    String memory = judge.after(old, sample);
    Evidence known = judge.evidence(old);
    Evidence evidence = judge.evidence(memory);
    if (evidence.sameCounts(known)) {
      return evidence.pods().equals(known.pods())
          ? before
          : noted(new ResultDraft(before), memory, evidence).result();
    }
    AnalysisPhase phase = evidence.unhealthy() ? AnalysisPhase.FAILED : AnalysisPhase.SUCCESSFUL;
    Instant at = WireTime.truncate(sample.at());
    ResultDraft draft =
        noted(new ResultDraft(before), memory, evidence)
            .counted(phase)
            .measurement(measurement(phase, null, at, evidence.sentence()), false)
            .keep(kept());
    boolean last = limits.count().isPresent() && draft.count >= limits.count().getAsInt();
    return draft.phase(evidence.unhealthy() || last ? phase : AnalysisPhase.RUNNING).result();
  }

  private static ResultDraft noted(ResultDraft draft, String memory, Evidence evidence) {
    Map<String, String> metadata = new LinkedHashMap<>(draft.metadata());
    metadata.put(STATE, memory);
    draft.consecutiveError = 0;
    draft.metadata(metadata);
    return evidence.any() ? draft.message(evidence.sentence()) : draft;
  }

  private static Measurement measurement(
      AnalysisPhase phase, @Nullable String message, Instant at, @Nullable String value) {
    return new Measurement(phase, message, at, at, value, Map.of(), null, Map.of());
  }

  private int kept() {
    return MetricNames.kept(spec, metric.name(), KEPT);
  }
}
