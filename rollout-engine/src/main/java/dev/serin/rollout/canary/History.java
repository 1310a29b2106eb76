package dev.serin.rollout.canary;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.AnalysisHistory;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.rollout.Action.DeleteAnalysisRun;
import dev.serin.rollout.Action.DeleteReplicaSet;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps histories short: of the old ReplicaSets without pods, and of the finished AnalysisRuns that
 * the status does not refer to, only the latest stay.
 */
final class History {
  private History() {}

  static void collect(Situation s, Draft d) {
    RolloutSpec spec = s.rollout().getSpec();
    List<ReplicaSet> empty =
        s.versions().others().stream()
            .filter(set -> ReplicaSets.wanted(set) == 0 && ReplicaSets.existing(set) == 0)
            .filter(set -> !s.split().sendsTo(ReplicaSets.hash(set)))
            .toList();
    empty.stream()
        .skip(or(spec.revisionHistoryLimit(), 10))
        .forEach(set -> d.act(new DeleteReplicaSet(ReplicaSets.name(set))));
    AnalysisHistory limits = spec.analysis();
    delete(true, limits == null ? null : limits.successfulRunHistoryLimit(), s, d);
    delete(false, limits == null ? null : limits.unsuccessfulRunHistoryLimit(), s, d);
  }

  private static void delete(boolean successful, @Nullable Integer limit, Situation s, Draft d) {
    Set<String> inUse = Analyses.names(d);
    s.observation().analysisRuns().stream()
        .filter(run -> Analyses.over(run) && !inUse.contains(run.getMetadata().getName()))
        .filter(run -> (run.getStatus().phase() == AnalysisPhase.SUCCESSFUL) == successful)
        .sorted(Comparator.comparing(History::created).reversed())
        .skip(or(limit, 5))
        .forEach(run -> d.act(new DeleteAnalysisRun(run.getMetadata().getName())));
  }

  private static String created(AnalysisRun run) {
    return String.valueOf(run.getMetadata().getCreationTimestamp());
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : Math.max(0, value);
  }
}
