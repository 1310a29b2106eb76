package dev.serin.argo.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link RolloutStatus} field by field; its names and meanings are those of the status.
 */
public final class RolloutStatusBuilder {
  private @Nullable Boolean abort;
  private @Nullable Instant abortedAt;
  private List<PauseCondition> pauseConditions = List.of();
  private @Nullable Boolean controllerPause;
  private @Nullable String currentPodHash;
  private @Nullable String currentStepHash;
  private @Nullable Integer currentStepIndex;
  private @Nullable Integer collisionCount;
  private @Nullable String observedGeneration;
  private @Nullable String workloadObservedGeneration;
  private @Nullable Integer replicas;
  private @Nullable Integer updatedReplicas;
  private @Nullable Integer readyReplicas;
  private @Nullable Integer availableReplicas;
  private @Nullable Integer HPAReplicas;
  private @Nullable String selector;
  private @Nullable String stableRS;
  private @Nullable Instant restartedAt;
  private @Nullable Boolean promoteFull;
  private @Nullable RolloutPhase phase;
  private @Nullable String message;
  private List<RolloutCondition> conditions = List.of();
  private @Nullable CanaryStatus canary;
  private @Nullable BlueGreenStatus blueGreen;
  private @Nullable AlbStatus alb;
  private List<AlbStatus> albs = List.of();
  private @Nullable RolloutDuration duration;
  private Map<String, Object> unknown = Map.of();

  /** Starts with an empty status. */
  public RolloutStatusBuilder() {}

  RolloutStatusBuilder(RolloutStatus status) {
    abort = status.abort();
    abortedAt = status.abortedAt();
    pauseConditions = status.pauseConditions();
    controllerPause = status.controllerPause();
    currentPodHash = status.currentPodHash();
    currentStepHash = status.currentStepHash();
    currentStepIndex = status.currentStepIndex();
    collisionCount = status.collisionCount();
    observedGeneration = status.observedGeneration();
    workloadObservedGeneration = status.workloadObservedGeneration();
    replicas = status.replicas();
    updatedReplicas = status.updatedReplicas();
    readyReplicas = status.readyReplicas();
    availableReplicas = status.availableReplicas();
    HPAReplicas = status.HPAReplicas();
    selector = status.selector();
    stableRS = status.stableRS();
    restartedAt = status.restartedAt();
    promoteFull = status.promoteFull();
    phase = status.phase();
    message = status.message();
    conditions = status.conditions();
    canary = status.canary();
    blueGreen = status.blueGreen();
    alb = status.alb();
    albs = status.albs();
    duration = status.duration();
    unknown = status.unknown();
  }

  /** See {@link RolloutStatus#abort}. */
  public RolloutStatusBuilder abort(@Nullable Boolean value) {
    abort = value;
    return this;
  }

  /** See {@link RolloutStatus#abortedAt}. */
  public RolloutStatusBuilder abortedAt(@Nullable Instant value) {
    abortedAt = value;
    return this;
  }

  /** See {@link RolloutStatus#pauseConditions}. */
  public RolloutStatusBuilder pauseConditions(List<PauseCondition> value) {
    pauseConditions = value;
    return this;
  }

  /** See {@link RolloutStatus#controllerPause}. */
  public RolloutStatusBuilder controllerPause(@Nullable Boolean value) {
    controllerPause = value;
    return this;
  }

  /** See {@link RolloutStatus#currentPodHash}. */
  public RolloutStatusBuilder currentPodHash(@Nullable String value) {
    currentPodHash = value;
    return this;
  }

  /** See {@link RolloutStatus#currentStepHash}. */
  public RolloutStatusBuilder currentStepHash(@Nullable String value) {
    currentStepHash = value;
    return this;
  }

  /** See {@link RolloutStatus#currentStepIndex}. */
  public RolloutStatusBuilder currentStepIndex(@Nullable Integer value) {
    currentStepIndex = value;
    return this;
  }

  /** See {@link RolloutStatus#collisionCount}. */
  public RolloutStatusBuilder collisionCount(@Nullable Integer value) {
    collisionCount = value;
    return this;
  }

  /** See {@link RolloutStatus#observedGeneration}. */
  public RolloutStatusBuilder observedGeneration(@Nullable String value) {
    observedGeneration = value;
    return this;
  }

  /** See {@link RolloutStatus#workloadObservedGeneration}. */
  public RolloutStatusBuilder workloadObservedGeneration(@Nullable String value) {
    workloadObservedGeneration = value;
    return this;
  }

  /** See {@link RolloutStatus#replicas}. */
  public RolloutStatusBuilder replicas(@Nullable Integer value) {
    replicas = value;
    return this;
  }

  /** See {@link RolloutStatus#updatedReplicas}. */
  public RolloutStatusBuilder updatedReplicas(@Nullable Integer value) {
    updatedReplicas = value;
    return this;
  }

  /** See {@link RolloutStatus#readyReplicas}. */
  public RolloutStatusBuilder readyReplicas(@Nullable Integer value) {
    readyReplicas = value;
    return this;
  }

  /** See {@link RolloutStatus#availableReplicas}. */
  public RolloutStatusBuilder availableReplicas(@Nullable Integer value) {
    availableReplicas = value;
    return this;
  }

  /** See {@link RolloutStatus#HPAReplicas}. */
  public RolloutStatusBuilder HPAReplicas(@Nullable Integer value) {
    HPAReplicas = value;
    return this;
  }

  /** See {@link RolloutStatus#selector}. */
  public RolloutStatusBuilder selector(@Nullable String value) {
    selector = value;
    return this;
  }

  /** See {@link RolloutStatus#stableRS}. */
  public RolloutStatusBuilder stableRS(@Nullable String value) {
    stableRS = value;
    return this;
  }

  /** See {@link RolloutStatus#restartedAt}. */
  public RolloutStatusBuilder restartedAt(@Nullable Instant value) {
    restartedAt = value;
    return this;
  }

  /** See {@link RolloutStatus#promoteFull}. */
  public RolloutStatusBuilder promoteFull(@Nullable Boolean value) {
    promoteFull = value;
    return this;
  }

  /** See {@link RolloutStatus#phase}. */
  public RolloutStatusBuilder phase(@Nullable RolloutPhase value) {
    phase = value;
    return this;
  }

  /** See {@link RolloutStatus#message}. */
  public RolloutStatusBuilder message(@Nullable String value) {
    message = value;
    return this;
  }

  /** See {@link RolloutStatus#conditions}. */
  public RolloutStatusBuilder conditions(List<RolloutCondition> value) {
    conditions = value;
    return this;
  }

  /** See {@link RolloutStatus#canary}. */
  public RolloutStatusBuilder canary(@Nullable CanaryStatus value) {
    canary = value;
    return this;
  }

  /** See {@link RolloutStatus#blueGreen}. */
  public RolloutStatusBuilder blueGreen(@Nullable BlueGreenStatus value) {
    blueGreen = value;
    return this;
  }

  /** See {@link RolloutStatus#alb}. */
  public RolloutStatusBuilder alb(@Nullable AlbStatus value) {
    alb = value;
    return this;
  }

  /** See {@link RolloutStatus#albs}. */
  public RolloutStatusBuilder albs(List<AlbStatus> value) {
    albs = value;
    return this;
  }

  /** See {@link RolloutStatus#duration}. */
  public RolloutStatusBuilder duration(@Nullable RolloutDuration value) {
    duration = value;
    return this;
  }

  /** See {@link RolloutStatus#unknown}. */
  public RolloutStatusBuilder unknown(Map<String, Object> value) {
    unknown = value;
    return this;
  }

  /** The status. */
  public RolloutStatus build() {
    return new RolloutStatus(
        abort,
        abortedAt,
        pauseConditions,
        controllerPause,
        currentPodHash,
        currentStepHash,
        currentStepIndex,
        collisionCount,
        observedGeneration,
        workloadObservedGeneration,
        replicas,
        updatedReplicas,
        readyReplicas,
        availableReplicas,
        HPAReplicas,
        selector,
        stableRS,
        restartedAt,
        promoteFull,
        phase,
        message,
        conditions,
        canary,
        blueGreen,
        alb,
        albs,
        duration,
        unknown);
  }
}
