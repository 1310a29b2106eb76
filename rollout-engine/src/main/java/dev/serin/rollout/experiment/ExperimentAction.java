package dev.serin.rollout.experiment;

import dev.serin.argo.analysis.AnalysisRun;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.Optional;

/**
 * One change to the cluster for an Experiment. Each says what shall be, so it may be repeated.
 * Names are in the namespace of the Experiment.
 */
public sealed interface ExperimentAction {

  /** Creates a ReplicaSet, complete with owner reference; that it exists already is no error. */
  record CreateReplicaSet(ReplicaSet replicaSet) implements ExperimentAction {}

  /** Sets spec.replicas of a ReplicaSet. */
  record ScaleReplicaSet(String replicaSet, int replicas) implements ExperimentAction {}

  /**
   * Sets or removes annotation {@code scale-down-deadline} of a ReplicaSet.
   *
   * @param replicaSet its name
   * @param deadline when its pods go; empty removes the annotation
   */
  record SetScaleDownDeadline(String replicaSet, Optional<Instant> deadline)
      implements ExperimentAction {}

  /** Creates a Service, complete with owner reference; that it exists already is no error. */
  record CreateService(Service service) implements ExperimentAction {}

  /** Deletes a Service of the Experiment; that it is gone is no error. */
  record DeleteService(String service) implements ExperimentAction {}

  /** Creates an AnalysisRun, complete with owner reference; that it exists already is no error. */
  record CreateAnalysisRun(AnalysisRun analysisRun) implements ExperimentAction {}

  /** Sets spec.terminate of an AnalysisRun. */
  record TerminateAnalysisRun(String analysisRun) implements ExperimentAction {}
}
