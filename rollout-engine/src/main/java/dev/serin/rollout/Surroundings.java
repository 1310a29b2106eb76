package dev.serin.rollout;

import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.experiment.Experiment;
import dev.serin.rollout.contest.TrafficWrites;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What else a controller sees of one rollout. All of it may be missing: what needs it then waits.
 *
 * @param clusterAnalysisTemplates the templates of {@link References#clusterAnalysisTemplates}, by
 *     name; absent ones are left out
 * @param experiments the Experiments whose controller is the Rollout
 * @param pods the pods of the Rollout's ReplicaSets; needed for restarts and ephemeral metadata
 * @param workload the object of {@code spec.workloadRef}; empty when it is absent
 * @param orphans ReplicaSets without a controller that the Rollout's selector matches
 * @param takenNames names of ReplicaSets that could not be made because somebody else has them
 * @param pluginAnswers what extensions have answered to calls
 * @param writes what was written lately to the Services and routes
 * @param setbacks what the API server has refused
 */
public record Surroundings(
    Map<String, ClusterAnalysisTemplate> clusterAnalysisTemplates,
    List<Experiment> experiments,
    List<PodFacts> pods,
    Optional<Workload> workload,
    List<ReplicaSet> orphans,
    Set<String> takenNames,
    List<PluginAnswer> pluginAnswers,
    TrafficWrites writes,
    Setbacks setbacks) {

  /** Nothing else was seen. */
  public static final Surroundings NONE =
      new Surroundings(
          Map.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          List.of(),
          Set.of(),
          List.of(),
          TrafficWrites.NONE,
          Setbacks.NONE);

  /** Copies the collections. */
  public Surroundings {
    clusterAnalysisTemplates = Map.copyOf(clusterAnalysisTemplates);
    experiments = List.copyOf(experiments);
    pods = List.copyOf(pods);
    orphans = List.copyOf(orphans);
    takenNames = Set.copyOf(takenNames);
    pluginAnswers = List.copyOf(pluginAnswers);
  }
}
