package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentStatus;
import java.util.List;

/**
 * The metrics of Experiments that Argo Rollouts has, with its names, labels and values.
 *
 * <p>Source: controller/metrics/experiments.go of argo-rollouts.
 */
final class ExperimentFamilies {

  /** Argo has no series for Failed. */
  private static final List<AnalysisPhase> PHASES =
      List.of(
          AnalysisPhase.PENDING,
          AnalysisPhase.ERROR,
          AnalysisPhase.SUCCESSFUL,
          AnalysisPhase.RUNNING,
          AnalysisPhase.INCONCLUSIVE);

  private static final List<String> LABELS = List.of("namespace", "name", "phase");

  private ExperimentFamilies() {}

  static List<ReadFamily> of(ObjectStore<Experiment> experiments) {
    return List.of(
        ReadFamily.gauge(
            "experiment_info",
            "What each experiment is and how it is doing; always 1.",
            LABELS,
            series -> experiments.all().forEach(experiment -> info(experiment, series))),
        ReadFamily.gauge(
            "experiment_phase",
            "1 for the phase of each experiment; experiment_info has taken its place.",
            LABELS,
            series -> experiments.all().forEach(experiment -> phases(experiment, series))));
  }

  private static void info(Experiment experiment, Series series) {
    ObjectKey key = ObjectKey.of(experiment);
    ExperimentStatus status = experiment.getStatus();
    AnalysisPhase phase = status == null ? null : status.phase();
    series.add(1, key.namespace(), key.name(), phase == null ? "" : phase.wireName());
  }

  private static void phases(Experiment experiment, Series series) {
    ObjectKey key = ObjectKey.of(experiment);
    ExperimentStatus status = experiment.getStatus();
    AnalysisPhase known = status == null ? null : status.phase();
    AnalysisPhase now = known == null ? AnalysisPhase.PENDING : known;
    for (AnalysisPhase phase : PHASES) {
      series.add(phase == now ? 1 : 0, key.namespace(), key.name(), phase.wireName());
    }
  }
}
