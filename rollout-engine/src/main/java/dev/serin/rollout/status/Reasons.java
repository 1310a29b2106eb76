package dev.serin.rollout.status;

/** Reasons of conditions and events, in Argo's words. */
public final class Reasons {
  /** A new ReplicaSet was made. */
  public static final String NEW_REPLICA_SET_CREATED = "NewReplicaSetCreated";

  /** The API server does not create a ReplicaSet. */
  public static final String REPLICA_SET_CREATE_ERROR = "ReplicaSetCreateError";

  /** The ReplicaSet of the wanted version was there already. */
  public static final String FOUND_NEW_REPLICA_SET = "FoundNewReplicaSet";

  /** The current version moves on. */
  public static final String REPLICA_SET_UPDATED = "ReplicaSetUpdated";

  /** The current version has lost pods. */
  public static final String REPLICA_SET_NOT_AVAILABLE = "ReplicaSetNotAvailable";

  /** The current version is complete. */
  public static final String NEW_REPLICA_SET_AVAILABLE = "NewReplicaSetAvailable";

  /** The rollout waits. */
  public static final String ROLLOUT_PAUSED = "RolloutPaused";

  /** The rollout goes on. */
  public static final String ROLLOUT_RESUMED = "RolloutResumed";

  /** The rollout tries again what was aborted. */
  public static final String ROLLOUT_RETRY = "RolloutRetry";

  /** The rollout exists no more. */
  public static final String ROLLOUT_DELETED = "RolloutDeleted";

  /** The rollout has gone back. */
  public static final String ROLLOUT_ABORTED = "RolloutAborted";

  /** Nothing has moved for too long. */
  public static final String PROGRESS_DEADLINE_EXCEEDED = "ProgressDeadlineExceeded";

  /** There is another template. */
  public static final String ROLLOUT_UPDATED = "RolloutUpdated";

  /** The current version is the stable one. */
  public static final String ROLLOUT_COMPLETED = "RolloutCompleted";

  /** The current version is not the stable one any more. */
  public static final String ROLLOUT_NOT_COMPLETED = "RolloutNotCompleted";

  /** A step is done. */
  public static final String ROLLOUT_STEP_COMPLETED = "RolloutStepCompleted";

  /** Steps are left out. */
  public static final String SKIP_STEPS = "SkipSteps";

  /** The number of pods of a ReplicaSet changes. */
  public static final String SCALING_REPLICA_SET = "ScalingReplicaSet";

  /** A Service selects another version. */
  public static final String SWITCH_SERVICE = "SwitchService";

  /** The split of the traffic changes. */
  public static final String TRAFFIC_WEIGHT_UPDATED = "TrafficWeightUpdated";

  /** The API server refuses a change of a Service or route. */
  public static final String TRAFFIC_ROUTING_ERROR = "TrafficRoutingError";

  /** Whoever carries out a route refuses it. */
  public static final String WEIGHT_VERIFY_ERROR = "WeightVerifyError";

  /** Somebody else keeps changing weights or selectors. Serin's own. */
  public static final String TRAFFIC_CONTESTED = "TrafficContested";

  /** Nobody else changes weights or selectors any more. Serin's own. */
  public static final String TRAFFIC_UNCONTESTED = "TrafficUncontested";

  /** What somebody else had changed is as it was. Serin's own. */
  public static final String TRAFFIC_RESTORED = "TrafficRestored";

  /** All is well. */
  public static final String ROLLOUT_HEALTHY = "RolloutHealthy";

  /** There are enough pods. */
  public static final String AVAILABLE = "AvailableReason";

  /** The specification makes no sense. */
  public static final String INVALID_SPEC = "InvalidSpec";

  /** The controller has seen it for the first time. */
  public static final String ROLLOUT_ADDED = "RolloutAddedToInformer";

  /** Something goes wrong that is tried again. */
  public static final String RECONCILIATION_ERROR = "ReconciliationError";

  /** An extension that performs a step has moved on. */
  public static final String STEP_PLUGIN_TRANSITION = "StepPluginTransition";

  /** An Experiment was made for a step. */
  public static final String EXPERIMENT_CREATED = "ExperimentCreated";

  private Reasons() {}
}
