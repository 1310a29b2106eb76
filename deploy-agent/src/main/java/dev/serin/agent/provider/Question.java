package dev.serin.agent.provider;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.Metric;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is asked.
 *
 * @param run for which run
 * @param metric the metric with the values of all arguments, secrets too
 * @param underWay the measurement that is under way; null for a new one
 * @param number of the measurement among all of the metric, from 1
 * @param kept how many measurements of the metric are kept
 * @param now when
 */
record Question(
    AnalysisRun run,
    Metric metric,
    @Nullable Measurement underWay,
    int number,
    int kept,
    Instant now) {

  String namespace() {
    return String.valueOf(run.getMetadata().getNamespace());
  }

  /** When the measurement began. */
  Instant started() {
    return underWay == null || underWay.startedAt() == null ? now : underWay.startedAt();
  }

  /** Notes on the measurement under way. */
  Map<String, String> notes() {
    return underWay == null ? Map.of() : underWay.metadata();
  }
}
