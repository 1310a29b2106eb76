package dev.serin.rollout.change;

import dev.serin.argo.ArgoNames;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps histories short: of the old ReplicaSets without pods, and of the finished AnalysisRuns that
 * the status does not refer to, only the latest stay. The runs of a version go with it.
 */
public final class History {
  private History() {}

  /** Deletes what need not be kept. */
  public static void collect(Pass p, Draft d) {
    RolloutSpec spec = p.rollout().getSpec();
    List<ReplicaSet> gone =
        p.versions().others().stream()
            .filter(set -> ReplicaSets.wanted(set) == 0 && ReplicaSets.existing(set) == 0)
            .filter(set -> !p.getsTraffic(ReplicaSets.hash(set)))
            .skip(or(spec.revisionHistoryLimit(), 10))
            .toList();
    gone.forEach(set -> d.act(new DeleteReplicaSet(ReplicaSets.name(set))));
    Set<String> versions = gone.stream().map(ReplicaSets::hash).collect(Collectors.toSet());
    AnalysisHistory limits = spec.analysis();
    delete(true, limits == null ? null : limits.successfulRunHistoryLimit(), versions, p, d);
    delete(false, limits == null ? null : limits.unsuccessfulRunHistoryLimit(), versions, p, d);
  }

  private static void delete(
      boolean successful, @Nullable Integer limit, Set<String> versions, Pass p, Draft d) {
    Set<String> inUse = Runs.names(d);
    List<AnalysisRun> over =
        p.observation().analysisRuns().stream()
            .filter(run -> Runs.over(run) && !inUse.contains(run.getMetadata().getName()))
            .filter(run -> (run.getStatus().phase() == AnalysisPhase.SUCCESSFUL) == successful)
            .sorted(Comparator.comparing(History::created).reversed())
            .toList();
    for (int i = 0; i < over.size(); i++) {
      if (i >= or(limit, 5) || versions.contains(version(over.get(i)))) {
        d.act(new DeleteAnalysisRun(over.get(i).getMetadata().getName()));
      }
    }
  }

  private static String version(AnalysisRun run) {
    return run.getMetadata().getLabels() == null
        ? ""
        : run.getMetadata().getLabels().getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }

  private static String created(AnalysisRun run) {
    return String.valueOf(run.getMetadata().getCreationTimestamp());
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : Math.max(0, value);
  }
}
