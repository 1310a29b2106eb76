package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a canary.
 *
 * @param currentStepAnalysisRunStatus run of the current step
 * @param currentBackgroundAnalysisRunStatus run in the background
 * @param currentExperiment experiment of the current step
 * @param weights how the traffic is split
 * @param stablePingPong which Service is stable
 * @param stepPluginStatuses state of extensions
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CanaryStatus(
    @Nullable AnalysisRunReference currentStepAnalysisRunStatus,
    @Nullable AnalysisRunReference currentBackgroundAnalysisRunStatus,
    @Nullable String currentExperiment,
    @Nullable TrafficWeights weights,
    @Nullable String stablePingPong,
    List<StepPluginStatus> stepPluginStatuses,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public CanaryStatus {
    stepPluginStatuses = Wire.list(stepPluginStatuses);
    unknown = Wire.map(unknown);
  }

  private static final CanaryStatus EMPTY =
      new CanaryStatus(null, null, null, null, null, List.of(), Map.of());

  /** The state before anything has happened. */
  public static CanaryStatus empty() {
    return EMPTY;
  }

  /** The same with other runs. */
  public CanaryStatus withRuns(
      @Nullable AnalysisRunReference step, @Nullable AnalysisRunReference background) {
    return new CanaryStatus(
        step, background, currentExperiment, weights, stablePingPong, stepPluginStatuses, unknown);
  }

  /** The same with another experiment. */
  public CanaryStatus withExperiment(@Nullable String name) {
    return new CanaryStatus(
        currentStepAnalysisRunStatus,
        currentBackgroundAnalysisRunStatus,
        name,
        weights,
        stablePingPong,
        stepPluginStatuses,
        unknown);
  }

  /** The same with another split. */
  public CanaryStatus withWeights(@Nullable TrafficWeights split) {
    return new CanaryStatus(
        currentStepAnalysisRunStatus,
        currentBackgroundAnalysisRunStatus,
        currentExperiment,
        split,
        stablePingPong,
        stepPluginStatuses,
        unknown);
  }

  /** The same with another stable Service: ping or pong. */
  public CanaryStatus withStablePingPong(@Nullable String service) {
    return new CanaryStatus(
        currentStepAnalysisRunStatus,
        currentBackgroundAnalysisRunStatus,
        currentExperiment,
        weights,
        service,
        stepPluginStatuses,
        unknown);
  }

  /** The same with other states of extensions. */
  public CanaryStatus withPlugins(List<StepPluginStatus> statuses) {
    return new CanaryStatus(
        currentStepAnalysisRunStatus,
        currentBackgroundAnalysisRunStatus,
        currentExperiment,
        weights,
        stablePingPong,
        statuses,
        unknown);
  }
}
