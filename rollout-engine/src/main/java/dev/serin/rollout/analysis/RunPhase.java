package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.argo.analysis.RunSummary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sums the metrics of a run up. Metrics that run dry do not count, except in their own summary. */
final class RunPhase {
  private RunPhase() {}

  /** A bad metric ends the run; otherwise it runs until all metrics are over. */
  static AnalysisPhase of(List<MetricResult> results) {
    AnalysisPhase worst = AnalysisPhase.SUCCESSFUL;
    boolean running = false;
    for (MetricResult result : results) {
      AnalysisPhase phase = Objects.requireNonNullElse(result.phase(), AnalysisPhase.RUNNING);
      running |= !phase.completed();
      if (!dry(result) && phase.completed()) {
        worst = worst.worst(phase);
      }
    }
    boolean bad = worst != AnalysisPhase.SUCCESSFUL;
    return running && !bad ? AnalysisPhase.RUNNING : worst;
  }

  /** Why, in the words of the metrics that were bad. */
  static String message(List<MetricResult> results, boolean terminated) {
    String bad =
        String.join(
            "; ",
            results.stream()
                .filter(result -> !dry(result) && bad(result))
                .map(
                    result ->
                        "Metric \"%s\" assessed %s: %s"
                            .formatted(
                                result.name(),
                                Objects.requireNonNull(result.phase()).wireName(),
                                result.message()))
                .toList());
    return bad.isEmpty() && terminated ? "Run Terminated" : bad;
  }

  static RunSummary summary(List<MetricResult> results, boolean dry) {
    List<MetricResult> counted = results.stream().filter(result -> dry(result) == dry).toList();
    return new RunSummary(
        orNull(counted.size()),
        count(counted, AnalysisPhase.SUCCESSFUL),
        count(counted, AnalysisPhase.FAILED),
        count(counted, AnalysisPhase.INCONCLUSIVE),
        count(counted, AnalysisPhase.ERROR),
        Map.of());
  }

  private static @Nullable Integer count(List<MetricResult> results, AnalysisPhase phase) {
    return orNull((int) results.stream().filter(result -> result.phase() == phase).count());
  }

  private static @Nullable Integer orNull(int number) {
    return number == 0 ? null : number;
  }

  private static boolean bad(MetricResult result) {
    return result.phase() != null
        && result.phase().completed()
        && result.phase() != AnalysisPhase.SUCCESSFUL;
  }

  private static boolean dry(MetricResult result) {
    return Boolean.TRUE.equals(result.dryRun());
  }
}
