package dev.serin.rollout.simulation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the controller that measures. A verdict counts as soon as it is known; its write may
 * fail and is tried again; a controller that dies has forgotten what was not written.
 *
 * <p>Images 3 and 4 fail their analyses; image 5 is now and then inconclusive.
 */
final class Analysts {
  private static final int UNWRITTEN = 4;

  private final SimulatedCluster cluster;
  private final Troubles troubles;
  private final History history;
  private final Map<String, AnalysisRunStatus> known = new HashMap<>();

  Analysts(SimulatedCluster cluster, Troubles troubles, History history) {
    this.cluster = cluster;
    this.troubles = troubles;
    this.history = history;
  }

  /** The controller has died. */
  void forget() {
    known.clear();
  }

  /** Measures once. */
  void measure() {
    judgeExperiments();
    for (AnalysisRun run : cluster.runs()) {
      String name = run.getMetadata().getName();
      AnalysisRunStatus status = known.getOrDefault(name, run.getStatus());
      if (status == null || status.phase() == null || !status.phase().completed()) {
        AnalysisPhase phase = judge(run);
        status = SimulatedRuns.status(phase);
        known.put(name, status);
        if (phase == AnalysisPhase.FAILED) {
          history.note("analysis", name + " has failed");
        }
      }
      if (!status.equals(run.getStatus()) && !troubles.strikes(UNWRITTEN)) {
        run.setStatus(status);
      }
    }
  }

  /** Runs of experiments end well, but now and then. */
  private void judgeExperiments() {
    for (AnalysisRun run : cluster.world().experiments().runs()) {
      if (!ended(run.getStatus()) && (troubles.calm() || troubles.strikes(3))) {
        AnalysisPhase phase = troubles.strikes(5) ? AnalysisPhase.FAILED : AnalysisPhase.SUCCESSFUL;
        cluster.world().experiments().conclude(run.getMetadata().getName(), phase, "said so");
      }
    }
  }

  /** The runs with what is known of them. */
  List<AnalysisRun> told(List<AnalysisRun> seen) {
    List<AnalysisRun> told = new ArrayList<>();
    for (AnalysisRun run : seen) {
      AnalysisRunStatus status = known.get(run.getMetadata().getName());
      AnalysisRun picture = run;
      if (status != null && !ended(run.getStatus())) {
        picture = SimulatedRuns.picture(run);
        picture.setStatus(status);
      }
      told.add(picture);
    }
    return told;
  }

  private static boolean ended(@Nullable AnalysisRunStatus status) {
    return status != null && status.phase() != null && status.phase().completed();
  }

  private AnalysisPhase judge(AnalysisRun run) {
    Map<String, String> labels = run.getMetadata().getLabels();
    String set = SimulatedReplicaSet.nameOf(labels.getOrDefault(ArgoNames.POD_TEMPLATE_HASH, ""));
    String image = cluster.replicaSetNames().contains(set) ? cluster.image(set) : "";
    boolean ends = !"Background".equals(labels.get("rollout-type"));
    if (Boolean.TRUE.equals(run.getSpec().terminate())) {
      return AnalysisPhase.SUCCESSFUL;
    }
    if (Image.UNHEALTHY.of(image) || Image.BROKEN.of(image)) {
      return troubles.calm() || troubles.strikes(3) ? AnalysisPhase.FAILED : AnalysisPhase.RUNNING;
    }
    if (Image.DOUBTFUL.of(image) && troubles.strikes(4)) {
      return AnalysisPhase.INCONCLUSIVE;
    }
    return ends && (troubles.calm() || troubles.strikes(2))
        ? AnalysisPhase.SUCCESSFUL
        : AnalysisPhase.RUNNING;
  }
}
