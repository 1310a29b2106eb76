package dev.serin.cli.rollout;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;

/**
 * A Rollout and what it owns.
 *
 * @param rollout the Rollout
 * @param replicaSets its versions, newest revision first
 * @param pods the pods of all versions
 * @param runs its AnalysisRuns, oldest first
 */
record RolloutFamily(
    Rollout rollout, List<ReplicaSet> replicaSets, List<Pod> pods, List<AnalysisRun> runs) {
  RolloutFamily {
    replicaSets = List.copyOf(replicaSets);
    pods = List.copyOf(pods);
    runs = List.copyOf(runs);
  }
}
