package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.rollout.GoDurations;
import dev.serin.rollout.measure.MetricQuery.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a metric is measured: first after its initial delay, then one interval after the end of the
 * last measurement; after an error always ten seconds later.
 */
final class MetricSchedule {
  private static final Duration AFTER_ERROR = Duration.ofSeconds(10);

  private MetricSchedule() {}

  /** What is to be done now. */
  static Optional<Act> due(
      Metric metric,
      @Nullable MetricResult result,
      @Nullable Instant started,
      Instant now,
      boolean terminating) {
    Measurement last = result == null ? null : MetricAssessment.last(result);
    if (result != null && MetricAssessment.completed(result)) {
      return Optional.empty();
    }
    if (last != null && last.finishedAt() == null) {
      boolean early = last.resumeAt() != null && last.resumeAt().isAfter(now);
      return terminating
          ? Optional.of(Act.TERMINATE)
          : early ? Optional.empty() : Optional.of(Act.RESUME);
    }
    boolean reached = next(metric, result, started).filter(at -> !at.isAfter(now)).isPresent();
    return reached && !terminating ? Optional.of(Act.RUN) : Optional.empty();
  }

  /** When there is something to do again; empty when never. */
  static Optional<Instant> next(
      Metric metric, @Nullable MetricResult result, @Nullable Instant started) {
    Measurement last = result == null ? null : MetricAssessment.last(result);
    if (result == null || last == null) {
      Duration delay =
          MetricLimits.given(metric.initialDelay()).map(GoDurations::parse).orElse(Duration.ZERO);
      return Optional.of((started == null ? Instant.EPOCH : started).plus(delay));
    }
    if (MetricAssessment.completed(result)) {
      return Optional.empty();
    }
    Instant finished = last.finishedAt();
    if (finished == null) {
      return Optional.of(last.resumeAt() == null ? Instant.EPOCH : last.resumeAt());
    }
    MetricLimits limits = MetricLimits.of(metric);
    int count = ResultDraft.orZero(result.count());
    if (limits.count().isPresent() && count >= limits.count().getAsInt()) {
      return Optional.empty();
    }
    if (last.phase() == AnalysisPhase.ERROR) {
      return Optional.of(finished.plus(AFTER_ERROR));
    }
    return MetricLimits.given(metric.interval())
        .map(text -> finished.plus(GoDurations.parse(text)));
  }
}
