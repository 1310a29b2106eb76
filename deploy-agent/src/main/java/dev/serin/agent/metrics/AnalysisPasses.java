package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.agent.queue.Workers;
import dev.serin.argo.analysis.AnalysisRun;
import io.prometheus.client.Collector;
import java.time.Duration;
import java.util.List;

/** Counts passes over analysis runs, under Argo's names; forgets them with their run. */
final class AnalysisPasses {

  private final HistogramFamily passes =
      new HistogramFamily(
          "analysis_run_reconcile",
          "Passes over each analysis run.",
          Keyed.LABELS,
          0.01,
          0.15,
          0.25,
          0.5,
          1);
  private final CounterFamily errors =
      new CounterFamily("analysis_run_reconcile_error", "Passes that failed.", Keyed.LABELS);

  AnalysisPasses(ObjectStore<AnalysisRun> runs) {
    runs.listen(
        (key, before, after) -> {
          if (after == null) {
            passes.forget(Keyed.about(key));
            errors.forget(Keyed.about(key));
          }
        });
  }

  /** The metrics. */
  List<Collector> families() {
    return List.of(passes, errors);
  }

  /** A handler whose passes are measured. */
  Workers.Handler<ObjectKey> measured(
      Workers.Handler<ObjectKey> handler, ObjectStore<AnalysisRun> runs) {
    return key -> {
      long start = System.nanoTime();
      try {
        handler.handle(key);
      } catch (Exception problem) {
        errors.count(key.namespace(), key.name());
        throw problem;
      } finally {
        if (runs.get(key).isPresent()) {
          passes.observe(Duration.ofNanos(System.nanoTime() - start), key.namespace(), key.name());
        }
      }
    };
  }
}
