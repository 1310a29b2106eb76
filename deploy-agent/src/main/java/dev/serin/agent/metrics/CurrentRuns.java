package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Owners;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which AnalysisRuns judge the version that their Rollout wants. */
final class CurrentRuns {

  private CurrentRuns() {}

  /** Whether the run judges the version that its Rollout wants, or belongs to no Rollout. */
  static boolean isCurrent(ClusterView view, AnalysisRun run) {
    Optional<ObjectKey> owner = Owners.rollout(run);
    return owner.isEmpty()
        || owner.flatMap(view.rollouts()::get).filter(rollout -> judges(run, rollout)).isPresent();
  }

  /** Whether the run judges the version that this Rollout wants. */
  static boolean judges(AnalysisRun run, Rollout rollout) {
    String wanted = rollout.getStatus() == null ? null : rollout.getStatus().currentPodHash();
    @Nullable Map<String, String> labels = run.getMetadata().getLabels();
    return wanted != null
        && labels != null
        && wanted.equals(labels.get(ArgoNames.POD_TEMPLATE_HASH));
  }
}
