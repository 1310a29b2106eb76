package dev.serin.rollout;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.TrafficGoal;
import dev.serin.rollout.traffic.TrafficRouter;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
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

  /** Creates an AnalysisRun, complete with owner reference; that it exists already is no error. */
  record CreateAnalysisRun(AnalysisRun analysisRun) implements Action {}

  /** Sets spec.terminate of an AnalysisRun. */
  record TerminateAnalysisRun(String analysisRun) implements Action {}

  /** Deletes a finished AnalysisRun that history need not keep. */
  record DeleteAnalysisRun(String analysisRun) implements Action {}
}
