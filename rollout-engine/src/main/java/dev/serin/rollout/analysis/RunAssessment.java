package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.argo.analysis.RunSummary;
import dev.serin.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sums the metrics of a run up.
 *
 * <ol>
 *   <li>Each metric that has been measured gets its phase ({@link MetricAssessment}); the built-in
 *       judge has said its own already.
 *   <li>The worst phase of those that are over counts, dry runs left out.
 *   <li>The run is over when all metrics are, or when it is terminating: told to, or since a metric
 *       was bad.
 * </ol>
 */
final class RunAssessment {
  private final boolean terminating;
  private final Map<String, MetricResult> results = new LinkedHashMap<>();
  private final List<RolloutEvent> events = new ArrayList<>();
  private final Map<AnalysisPhase, Integer> counts = new EnumMap<>(AnalysisPhase.class);
  private final Map<AnalysisPhase, Integer> dryCounts = new EnumMap<>(AnalysisPhase.class);
  private int metrics;
  private int dryMetrics;
  private boolean everythingOver = true;
  private @Nullable AnalysisPhase worst;
  private String message;

  /**
   * Sums up.
   *
   * @param told whether the run was told to terminate
   * @param terminating whether nothing more is measured, for that or another reason
   */
  RunAssessment(boolean told, boolean terminating) {
    this.terminating = terminating;
    this.message = told ? "Run Terminated" : "";
  }

  /** Adds a metric of a provider. */
  void add(Metric metric, @Nullable MetricResult before, boolean dry) {
    if (before == null) {
      notMeasured(dry);
      return;
    }
    MetricLimits limits = MetricLimits.of(metric);
    AnalysisPhase phase = MetricAssessment.phase(limits, before, terminating);
    MetricResult result = transition(before, phase);
    MetricAssessment.Excess excess =
        phase.completed() ? MetricAssessment.excess(limits, result) : null;
    String reason = excess == null ? "" : excess.reason();
    if (dry && excess != null) {
      result =
          new ResultDraft(result)
              .message("Metric assessed %s due to %s".formatted(phase.wireName(), reason))
              .result();
    }
    String why = "";
    if (excess != null) {
      why =
          "Metric \"%s\" assessed %s due to %s".formatted(metric.name(), phase.wireName(), reason);
      why += result.message() == null ? "" : ": \"Error Message: " + result.message() + "\"";
    }
    note(result, phase, excess == null ? AnalysisPhase.SUCCESSFUL : excess.phase(), why, dry);
  }

  /** Adds a metric that the built-in judge decides. */
  void addJudged(MetricResult before, boolean dry) {
    AnalysisPhase own = Objects.requireNonNullElse(before.phase(), AnalysisPhase.RUNNING);
    AnalysisPhase phase = own.completed() || !terminating ? own : AnalysisPhase.SUCCESSFUL;
    MetricResult result = new ResultDraft(before).phase(phase).result();
    boolean bad = phase.completed() && phase != AnalysisPhase.SUCCESSFUL;
    String why =
        "Metric \"%s\" assessed %s: %s"
            .formatted(result.name(), phase.wireName(), result.message());
    note(result, phase, phase, bad ? why : "", dry);
  }

  private MetricResult transition(MetricResult before, AnalysisPhase phase) {
    if (before.phase() == phase) {
      return before;
    }
    Measurement last = MetricAssessment.last(before);
    String message = last == null ? before.message() : last.message();
    return new ResultDraft(before).phase(phase).message(message).result();
  }

  private void notMeasured(boolean dry) {
    count(dry);
    everythingOver = false;
  }

  private void count(boolean dry) {
    metrics += dry ? 0 : 1;
    dryMetrics += dry ? 1 : 0;
  }

  private void note(
      MetricResult result, AnalysisPhase phase, AnalysisPhase counted, String why, boolean dry) {
    count(dry);
    results.put(String.valueOf(result.name()), result);
    if (!phase.completed()) {
      everythingOver = false;
      return;
    }
    (dry ? dryCounts : counts).merge(counted, 1, Integer::sum);
    if (dry) {
      worst = worst == null ? AnalysisPhase.SUCCESSFUL : worst;
    } else if (worst == null || worst.compareTo(phase) < 0) {
      worst = phase;
      message = why.isEmpty() ? message : why;
    }
  }

  /** Says of each metric that is over now and was not before that it is. */
  List<RolloutEvent> events(Map<String, MetricResult> before) {
    for (MetricResult result : results.values()) {
      MetricResult old = before.get(String.valueOf(result.name()));
      AnalysisPhase phase = result.phase();
      if (phase != null && phase.completed() && (old == null || !MetricAssessment.completed(old))) {
        events.add(
            event(
                "Metric",
                phase,
                "Metric '%s' Completed. Result: %s".formatted(result.name(), phase.wireName())));
      }
    }
    return events;
  }

  static RolloutEvent event(String prefix, AnalysisPhase phase, String text) {
    boolean bad = phase == AnalysisPhase.ERROR || phase == AnalysisPhase.FAILED;
    return new RolloutEvent(
        bad ? RolloutEvent.Type.WARNING : RolloutEvent.Type.NORMAL,
        prefix + phase.wireName(),
        text);
  }

  /** The phase of the run. */
  AnalysisPhase phase() {
    if (terminating && !anyUnderWay()) {
      return worst == null ? AnalysisPhase.SUCCESSFUL : worst;
    }
    return everythingOver && worst != null ? worst : AnalysisPhase.RUNNING;
  }

  /** Whether a bad metric ends the run. */
  boolean bad() {
    return results.values().stream()
        .filter(result -> !Boolean.TRUE.equals(result.dryRun()))
        .map(MetricResult::phase)
        .anyMatch(phase -> phase != null && phase.completed() && phase != AnalysisPhase.SUCCESSFUL);
  }

  private boolean anyUnderWay() {
    return results.values().stream()
        .anyMatch(
            result -> !MetricAssessment.completed(result) && MetricAssessment.underWay(result));
  }

  /** Why, for a run that is over. */
  String message() {
    return message;
  }

  Map<String, MetricResult> results() {
    return results;
  }

  RunSummary summary() {
    return summary(metrics, counts);
  }

  RunSummary drySummary() {
    return summary(dryMetrics, dryCounts);
  }

  private static RunSummary summary(int all, Map<AnalysisPhase, Integer> counts) {
    return new RunSummary(
        all == 0 ? null : (Integer) all,
        counts.get(AnalysisPhase.SUCCESSFUL),
        counts.get(AnalysisPhase.FAILED),
        counts.get(AnalysisPhase.INCONCLUSIVE),
        counts.get(AnalysisPhase.ERROR),
        Map.of());
  }
}
