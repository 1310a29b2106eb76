package dev.serin.rollout.simulation;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.rollout.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The AnalysisRuns as the API server holds them. */
final class SimulatedRuns {
  private final Map<String, AnalysisRun> runs = new TreeMap<>();

  List<AnalysisRun> all() {
    return List.copyOf(runs.values());
  }

  /** Copies that later changes do not touch. */
  List<AnalysisRun> pictures() {
    List<AnalysisRun> pictures = new ArrayList<>();
    for (AnalysisRun run : runs.values()) {
      pictures.add(picture(run));
    }
    return pictures;
  }

  static AnalysisRun picture(AnalysisRun run) {
    AnalysisRun picture = new AnalysisRun();
    picture.setMetadata(run.getMetadata());
    picture.setSpec(run.getSpec());
    picture.setStatus(run.getStatus());
    return picture;
  }

  /** The status of a run in a phase. */
  static AnalysisRunStatus status(AnalysisPhase phase) {
    return new AnalysisRunStatus(
        phase,
        phase == AnalysisPhase.FAILED ? "Metric \"errors\" assessed Failed" : null,
        List.of(),
        null,
        null,
        null,
        null,
        Map.of());
  }

  /** Carries an action out, if it is about runs. */
  boolean carryOut(Action action) {
    if (action instanceof Action.CreateAnalysisRun create) {
      runs.putIfAbsent(create.analysisRun().getMetadata().getName(), picture(create.analysisRun()));
    } else if (action instanceof Action.TerminateAnalysisRun terminate) {
      runs.computeIfPresent(terminate.analysisRun(), (name, run) -> terminated(run));
    } else if (action instanceof Action.DeleteAnalysisRun delete) {
      runs.remove(delete.analysisRun());
    } else {
      return false;
    }
    return true;
  }

  private static AnalysisRun terminated(AnalysisRun run) {
    AnalysisRunSpec spec = run.getSpec();
    AnalysisRun terminated = picture(run);
    terminated.setSpec(
        new AnalysisRunSpec(
            spec.metrics(),
            spec.args(),
            true,
            spec.dryRun(),
            spec.measurementRetention(),
            null,
            Map.of()));
    return terminated;
  }
}
