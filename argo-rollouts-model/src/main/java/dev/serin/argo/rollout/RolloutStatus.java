package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.serin.argo.Wire;
import dev.serin.argo.WireTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the controller has seen and done, and what operators ask for ({@code abort}, {@code
 * promoteFull}, ...).
 *
 * @param abort true: go back to stable; set by operators and by the controller
 * @param abortedAt when the abort was seen
 * @param pauseConditions why the rollout waits; emptied to promote
 * @param controllerPause the controller has paused; with no pauseConditions: it was resumed
 * @param currentPodHash hash of the wanted pod template
 * @param currentStepHash hash of the steps
 * @param currentStepIndex index of the current step; number of steps when all are done
 * @param collisionCount hash collisions met
 * @param observedGeneration metadata.generation that this status belongs to, as text
 * @param workloadObservedGeneration the same for workloadRef
 * @param replicas pods of all versions
 * @param updatedReplicas pods of the wanted version
 * @param readyReplicas ready pods
 * @param availableReplicas available pods
 * @param HPAReplicas pods that a HorizontalPodAutoscaler counts
 * @param selector label selector, as text, for a HorizontalPodAutoscaler
 * @param stableRS hash of the stable version
 * @param restartedAt restartAt that has been carried out
 * @param promoteFull skip all steps, pauses and analyses
 * @param phase summary
 * @param message why the phase is what it is
 * @param conditions details
 * @param canary details of a canary
 * @param blueGreen details of a blue/green change
 * @param alb what an Ingress of the AWS load balancer controller stands for
 * @param albs the same for several of them
 * @param duration how long the change takes
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RolloutStatus(
    @Nullable Boolean abort,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant abortedAt,
    List<PauseCondition> pauseConditions,
    @Nullable Boolean controllerPause,
    @Nullable String currentPodHash,
    @Nullable String currentStepHash,
    @Nullable Integer currentStepIndex,
    @Nullable Integer collisionCount,
    @Nullable String observedGeneration,
    @Nullable String workloadObservedGeneration,
    @Nullable Integer replicas,
    @Nullable Integer updatedReplicas,
    @Nullable Integer readyReplicas,
    @Nullable Integer availableReplicas,
    @Nullable Integer HPAReplicas,
    @Nullable String selector,
    @Nullable String stableRS,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant restartedAt,
    @Nullable Boolean promoteFull,
    @Nullable RolloutPhase phase,
    @Nullable String message,
    List<RolloutCondition> conditions,
    @Nullable CanaryStatus canary,
    @Nullable BlueGreenStatus blueGreen,
    @Nullable AlbStatus alb,
    List<AlbStatus> albs,
    @Nullable RolloutDuration duration,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public RolloutStatus {
    pauseConditions = Wire.list(pauseConditions);
    conditions = Wire.list(conditions);
    albs = Wire.list(albs);
    unknown = Wire.map(unknown);
  }

  private static final RolloutStatus EMPTY = new RolloutStatusBuilder().build();

  /** The status of a Rollout that no controller has seen yet. */
  public static RolloutStatus empty() {
    return EMPTY;
  }

  /** The status of a Rollout; {@link #empty()} when no controller has seen it yet. */
  public static RolloutStatus of(Rollout rollout) {
    return rollout.getStatus() == null ? EMPTY : rollout.getStatus();
  }

  /** How the traffic is split, as it was written down last. */
  @JsonIgnore
  public Optional<TrafficWeights> trafficWeights() {
    return Optional.ofNullable(canary).map(CanaryStatus::weights);
  }

  /** The canary's weight, as it was written down last. */
  @JsonIgnore
  public Optional<Integer> canaryWeight() {
    return trafficWeights().map(TrafficWeights::canary).map(WeightDestination::weight);
  }

  /** A builder that starts with this status. */
  public RolloutStatusBuilder toBuilder() {
    return new RolloutStatusBuilder(this);
  }

  /** Whether the way back to stable has been asked for. */
  @JsonIgnore
  public boolean aborted() {
    return Boolean.TRUE.equals(abort);
  }

  /** Whether the controller has paused the rollout. */
  @JsonIgnore
  public boolean pausedByController() {
    return Boolean.TRUE.equals(controllerPause);
  }

  /** Whether an operator has asked to skip everything that is left. */
  @JsonIgnore
  public boolean fullPromotion() {
    return Boolean.TRUE.equals(promoteFull);
  }
}
