package dev.serin.rollout.experiment;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.experiment.Experiment;
import dev.serin.rollout.analysis.KnownTemplates;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Set;

/**
 * What the controller sees of one Experiment at one moment. It may be stale: every action is safe
 * to repeat.
 *
 * @param experiment the Experiment, with its metadata and status
 * @param replicaSets the ReplicaSets whose controller it is
 * @param services the Services whose controller it is, and those that have a name that it wants for
 *     its own
 * @param analysisRuns the AnalysisRuns whose controller it is
 * @param templates the templates of its analyses
 * @param obstacles what could not be made
 * @param routed names of its Services that a route still sends requests to
 */
public record ExperimentObservation(
    Experiment experiment,
    List<ReplicaSet> replicaSets,
    List<Service> services,
    List<AnalysisRun> analysisRuns,
    KnownTemplates templates,
    Obstacles obstacles,
    Set<String> routed) {

  /** Copies the collections. */
  public ExperimentObservation {
    replicaSets = List.copyOf(replicaSets);
    services = List.copyOf(services);
    analysisRuns = List.copyOf(analysisRuns);
    routed = Set.copyOf(routed);
  }
}
