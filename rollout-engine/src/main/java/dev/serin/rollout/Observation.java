package dev.serin.rollout;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.contest.TrafficWrites;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
 * @param routes the routes of {@link References#routes}, such as HTTPRoutes; absent ones are left
 *     out
 * @param analysisRuns the AnalysisRuns whose controller is the Rollout
 * @param analysisTemplates the templates of {@link References#analysisTemplates}, by name; absent
 *     ones are left out
 * @param writes what was written lately to the Services and routes
 */
public record Observation(
    Rollout rollout,
    List<ReplicaSet> replicaSets,
    Map<String, Service> services,
    List<HasMetadata> routes,
    List<AnalysisRun> analysisRuns,
    Map<String, AnalysisTemplate> analysisTemplates,
    TrafficWrites writes) {

  /** Copies the collections. */
  public Observation {
    replicaSets = List.copyOf(replicaSets);
    services = Map.copyOf(services);
    routes = List.copyOf(routes);
    analysisRuns = List.copyOf(analysisRuns);
    analysisTemplates = Map.copyOf(analysisTemplates);
  }

  /** The same when nobody has written to the Services and routes lately. */
  public Observation(
      Rollout rollout,
      List<ReplicaSet> replicaSets,
      Map<String, Service> services,
      List<HasMetadata> routes,
      List<AnalysisRun> analysisRuns,
      Map<String, AnalysisTemplate> analysisTemplates) {
    this(
        rollout,
        replicaSets,
        services,
        routes,
        analysisRuns,
        analysisTemplates,
        TrafficWrites.NONE);
  }
}
