package dev.serin.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.experiment.Experiment;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.TrafficGoal;
import dev.serin.rollout.traffic.TrafficRouter;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One change to the cluster. Each says what shall be, not how to get there, so it may be repeated.
 * Names without a namespace are in that of the Rollout.
 */
public sealed interface Action {

  /** A change that moves traffic. It comes before all others and depends on none of them. */
  sealed interface Traffic extends Action permits SetRoute, PointService {}

  /**
   * Makes an object that routes traffic what {@link TrafficRouter#wanted} says: changes it, creates
   * it, or deletes it. When somebody else writes it at the same time, read it and ask again.
   *
   * @param route the object
   * @param router knows what it shall be
   * @param goal what the traffic shall be
   */
  record SetRoute(RouteReference route, TrafficRouter router, TrafficGoal goal)
      implements Traffic {}

  /**
   * Makes a Service select the pods of one version: selector label {@code
   * rollouts-pod-template-hash}, and annotation {@code
   * argo-rollouts.argoproj.io/managed-by-rollouts}.
   *
   * @param service name of the Service
   * @param podTemplateHash the version
   * @param managedBy name of the Rollout
   */
  record PointService(String service, String podTemplateHash, String managedBy)
      implements Traffic {}

  /** Creates a ReplicaSet, complete with owner reference; that it exists already is no error. */
  record CreateReplicaSet(ReplicaSet replicaSet) implements Action {}

  /**
   * Sets spec.replicas of a ReplicaSet.
   *
   * @param replicaSet its name
   * @param replicas pods wanted
   * @param desiredReplicas spec.replicas of the Rollout, for annotation {@code
   *     rollout.argoproj.io/desired-replicas}
   */
  record ScaleReplicaSet(String replicaSet, int replicas, int desiredReplicas) implements Action {}

  /**
   * Sets or removes annotation {@code scale-down-deadline} of a ReplicaSet.
   *
   * @param replicaSet its name
   * @param deadline when its pods go; empty removes the annotation
   */
  record SetScaleDownDeadline(String replicaSet, Optional<Instant> deadline) implements Action {}

  /**
   * Sets annotations {@code rollout.argoproj.io/revision} and, when not empty, {@code
   * rollout.argoproj.io/revision-history} of a ReplicaSet.
   *
   * @param replicaSet its name
   * @param revision number of the revision
   * @param history earlier numbers, comma separated
   */
  record SetReplicaSetRevision(String replicaSet, int revision, String history) implements Action {}

  /** Sets annotation {@code rollout.argoproj.io/revision} of the Rollout. */
  record SetRevision(int revision) implements Action {}

  /** Deletes a ReplicaSet without pods that history need not keep. */
  record DeleteReplicaSet(String replicaSet) implements Action {}

  /**
   * Sets spec.minReadySeconds of a ReplicaSet.
   *
   * @param replicaSet its name
   * @param seconds how long a pod has to be ready until it is available
   */
  record SetMinReadySeconds(String replicaSet, int seconds) implements Action {}

  /**
   * Sets labels and annotations of the pods that a ReplicaSet makes from now on, and remembers them
   * in its annotation {@code rollout.argoproj.io/ephemeral-metadata}.
   *
   * @param replicaSet its name
   * @param labels labels; an empty value removes one
   * @param annotations annotations; an empty value removes one
   * @param remembered text of that annotation; empty removes it
   */
  record SetEphemeralMetadata(
      String replicaSet,
      Map<String, Optional<String>> labels,
      Map<String, Optional<String>> annotations,
      Optional<String> remembered)
      implements Action {
    /** Copies the maps. */
    public SetEphemeralMetadata {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /**
   * Sets labels and annotations of a pod; that it is gone is no error.
   *
   * @param pod its name
   * @param labels labels; an empty value removes one
   * @param annotations annotations; an empty value removes one
   */
  record SetPodMetadata(
      String pod, Map<String, Optional<String>> labels, Map<String, Optional<String>> annotations)
      implements Action {
    /** Copies the maps. */
    public SetPodMetadata {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /** Evicts a pod; that a disruption budget refuses, or that it is gone, is no error. */
  record EvictPod(String pod) implements Action {}

  /** Makes the Rollout the controller of a ReplicaSet that has none. */
  record AdoptReplicaSet(String replicaSet) implements Action {}

  /** Sets annotation {@code rollout.argoproj.io/workload-generation} of the Rollout. */
  record SetWorkloadGeneration(long generation) implements Action {}

  /** Sets spec.replicas of a Deployment. */
  record ScaleDeployment(String deployment, int replicas) implements Action {}

  /** Sets spec.replicas of the Rollout. */
  record SetReplicas(int replicas) implements Action {}

  /**
   * Calls an extension that performs a step. The answer comes with a later observation; a call that
   * is under way or was answered is not repeated.
   *
   * @param plugin name of the extension
   * @param index index of the step
   * @param operation Run, Terminate or Abort
   * @param execution number of the call, from 1 on
   * @param config configuration of the step
   * @param status what the extension wanted to be told
   */
  record CallPlugin(
      String plugin,
      int index,
      String operation,
      int execution,
      Optional<JsonNode> config,
      Optional<JsonNode> status)
      implements Action {}

  /** Creates an Experiment, complete with owner reference; that it exists already is no error. */
  record CreateExperiment(Experiment experiment) implements Action {}

  /** Sets spec.terminate of an Experiment. */
  record TerminateExperiment(String experiment) implements Action {}

  /** Deletes a finished Experiment that history need not keep. */
  record DeleteExperiment(String experiment) implements Action {}

  /** Creates an AnalysisRun, complete with owner reference; that it exists already is no error. */
  record CreateAnalysisRun(AnalysisRun analysisRun) implements Action {}

  /** Sets spec.terminate of an AnalysisRun. */
  record TerminateAnalysisRun(String analysisRun) implements Action {}

  /** Deletes a finished AnalysisRun that history need not keep. */
  record DeleteAnalysisRun(String analysisRun) implements Action {}
}
