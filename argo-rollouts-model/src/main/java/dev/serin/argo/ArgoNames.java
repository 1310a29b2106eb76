package dev.serin.argo;

/** Names of labels, annotations and kinds that Argo Rollouts puts on the wire. */
public final class ArgoNames {
  /** API group and version of all kinds. */
  public static final String API_VERSION = "argoproj.io/v1alpha1";

  /** Label of ReplicaSets, pods and runs, and selector of Services: the version. */
  public static final String POD_TEMPLATE_HASH = "rollouts-pod-template-hash";

  /** Annotation of Rollouts and ReplicaSets: number of the revision. */
  public static final String REVISION = "rollout.argoproj.io/revision";

  /** Annotation of ReplicaSets: earlier numbers of the same template, comma separated. */
  public static final String REVISION_HISTORY = "rollout.argoproj.io/revision-history";

  /** Annotation of ReplicaSets: spec.replicas of the Rollout. */
  public static final String DESIRED_REPLICAS = "rollout.argoproj.io/desired-replicas";

  /** Annotation of ReplicaSets: when they are scaled down, RFC 3339 in UTC. */
  public static final String SCALE_DOWN_DEADLINE = "scale-down-deadline";

  /** Annotation of Services: name of the Rollout that moves their selector. */
  public static final String MANAGED_BY = "argo-rollouts.argoproj.io/managed-by-rollouts";

  /** Label of AnalysisRuns: Step, Background, PrePromotion or PostPromotion. */
  public static final String ROLLOUT_TYPE = "rollout-type";

  /** Label of AnalysisRuns of a step: its index. */
  public static final String STEP_INDEX = "step-index";

  /** Key of the Gateway API router in {@code trafficRouting.plugins}. */
  public static final String GATEWAY_API_PLUGIN = "argoproj-labs/gatewayAPI";

  /** Annotation of Rollouts: generation of the object of workloadRef. */
  public static final String WORKLOAD_GENERATION = "rollout.argoproj.io/workload-generation";

  /** Annotation of ReplicaSets: the ephemeral metadata that was put on them, as JSON. */
  public static final String EPHEMERAL_METADATA = "rollout.argoproj.io/ephemeral-metadata";

  /** Label of everything that one of several controllers is responsible for: its id. */
  public static final String INSTANCE_ID = "argo-rollouts.argoproj.io/controller-instance-id";

  /** Label of Jobs and their pods: uid of the AnalysisRun that they measure for. */
  public static final String ANALYSIS_RUN_UID = "analysisrun.argoproj.io/uid";

  /** Annotation of Jobs: name of the AnalysisRun. */
  public static final String ANALYSIS_RUN_NAME = "analysisrun.argoproj.io/name";

  /** Annotation of Jobs: namespace of the AnalysisRun. */
  public static final String ANALYSIS_RUN_NAMESPACE = "analysisrun.argoproj.io/namespace";

  /** Annotation of Jobs: the metric that they measure. */
  public static final String ANALYSIS_RUN_METRIC = "analysisrun.argoproj.io/metric-name";

  /** Annotation of ReplicaSets of an Experiment: its name. */
  public static final String EXPERIMENT_NAME = "experiment.argoproj.io/name";

  /** Annotation of ReplicaSets of an Experiment: the template. */
  public static final String EXPERIMENT_TEMPLATE = "experiment.argoproj.io/template-name";

  private ArgoNames() {}
}
