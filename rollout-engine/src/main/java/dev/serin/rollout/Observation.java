package dev.serin.rollout;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.analysis.KnownTemplates;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Map;

/**
 * What the controller sees of one rollout at one moment. It may be stale: every action is safe to
 * repeat, so a decision on old data costs a call and nothing else.
 *
 * @param rollout the Rollout, with its metadata and status
 * @param replicaSets the ReplicaSets whose controller is the Rollout
 * @param services the Services of {@link References#services}, by name; absent ones are left out
 * @param traffic what routes traffic to those Services
 * @param analysisRuns the AnalysisRuns whose controller is the Rollout
 * @param analysisTemplates the templates of {@link References#analysisTemplates}, by name; absent
 *     ones are left out
 * @param surroundings what else was seen
 */
public record Observation(
    Rollout rollout,
    List<ReplicaSet> replicaSets,
    Map<String, Service> services,
    TrafficObservation traffic,
    List<AnalysisRun> analysisRuns,
    Map<String, AnalysisTemplate> analysisTemplates,
    Surroundings surroundings) {

  /** An observation of nothing else. */
  public Observation(
      Rollout rollout,
      List<ReplicaSet> replicaSets,
      Map<String, Service> services,
      TrafficObservation traffic,
      List<AnalysisRun> analysisRuns,
      Map<String, AnalysisTemplate> analysisTemplates) {
    this(
        rollout,
        replicaSets,
        services,
        traffic,
        analysisRuns,
        analysisTemplates,
        Surroundings.NONE);
  }

  /** The templates of analyses. */
  public KnownTemplates templates() {
    return new KnownTemplates(analysisTemplates, surroundings.clusterAnalysisTemplates());
  }

  /** The same for another Rollout. */
  Observation with(Rollout other) {
    return new Observation(
        other, replicaSets, services, traffic, analysisRuns, analysisTemplates, surroundings);
  }

  /** Copies the collections. */
  public Observation {
    replicaSets = List.copyOf(replicaSets);
    services = Map.copyOf(services);
    analysisRuns = List.copyOf(analysisRuns);
    analysisTemplates = Map.copyOf(analysisTemplates);
  }
}
