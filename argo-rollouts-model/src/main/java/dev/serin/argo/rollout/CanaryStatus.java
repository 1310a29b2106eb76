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
    List<Map<String, Object>> stepPluginStatuses,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public CanaryStatus {
    stepPluginStatuses = Wire.list(stepPluginStatuses);
    unknown = Wire.map(unknown);
  }
}
