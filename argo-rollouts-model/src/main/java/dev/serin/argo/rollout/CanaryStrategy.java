package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.Wire;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A new version takes over step by step.
 *
 * @param canaryService Service that selects the canary
 * @param stableService Service that selects the stable version
 * @param steps what happens, in order
 * @param trafficRouting who splits the traffic; replica ratios when missing
 * @param maxSurge pods above replicas, number or percentage; 25% when missing
 * @param maxUnavailable pods that may be unavailable, number or percentage; 25% when missing
 * @param analysis analysis in the background, from startingStep to the end
 * @param antiAffinity anti-affinity between versions
 * @param canaryMetadata metadata of pods while they are the canary
 * @param stableMetadata metadata of pods while they are stable
 * @param scaleDownDelaySeconds seconds before the previous stable pods go; 30 when missing; with
 *     traffic routing only
 * @param scaleDownDelayRevisionLimit old ReplicaSets that may wait for that delay
 * @param abortScaleDownDelaySeconds seconds before an aborted canary goes; 30 when missing, 0 means
 *     never
 * @param dynamicStableScale shrink stable as the canary grows
 * @param pingPong two Services that change roles
 * @param minPodsPerReplicaSet least pods of a version that gets traffic
 * @param replicaProgressThreshold how many canary pods are enough to go on
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CanaryStrategy(
    @Nullable String canaryService,
    @Nullable String stableService,
    List<CanaryStep> steps,
    @Nullable TrafficRouting trafficRouting,
    @Nullable IntOrString maxSurge,
    @Nullable IntOrString maxUnavailable,
    @Nullable RolloutAnalysis analysis,
    @Nullable AntiAffinity antiAffinity,
    @Nullable MetadataPatch canaryMetadata,
    @Nullable MetadataPatch stableMetadata,
    @Nullable Integer scaleDownDelaySeconds,
    @Nullable Integer scaleDownDelayRevisionLimit,
    @Nullable Integer abortScaleDownDelaySeconds,
    @Nullable Boolean dynamicStableScale,
    @Nullable PingPong pingPong,
    @Nullable Integer minPodsPerReplicaSet,
    @Nullable ReplicaProgressThreshold replicaProgressThreshold,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public CanaryStrategy {
    steps = Wire.list(steps);
    unknown = Wire.map(unknown);
  }

  /** The strategy of a Rollout; empty when it has another, or none. */
  public static Optional<CanaryStrategy> of(Rollout rollout) {
    return RolloutStrategy.of(rollout).map(RolloutStrategy::canary);
  }

  /** The steps of a Rollout; none when it has another strategy. */
  public static List<CanaryStep> stepsOf(Rollout rollout) {
    return of(rollout).map(CanaryStrategy::steps).orElse(List.of());
  }
}
