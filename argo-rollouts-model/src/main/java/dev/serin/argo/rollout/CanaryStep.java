package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a canary: exactly one field is set.
 *
 * @param setWeight share of the traffic for the canary, 0..100
 * @param pause wait, for a time or until promoted
 * @param setCanaryScale size the canary apart from its weight
 * @param analysis run an analysis and wait for it
 * @param experiment run an experiment and wait for it
 * @param setHeaderRoute send requests with a header to the canary
 * @param setMirrorRoute mirror requests to the canary
 * @param plugin call out to an extension
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CanaryStep(
    @Nullable Integer setWeight,
    @Nullable CanaryPause pause,
    @Nullable SetCanaryScale setCanaryScale,
    @Nullable RolloutAnalysis analysis,
    @Nullable ExperimentStep experiment,
    @Nullable SetHeaderRoute setHeaderRoute,
    @Nullable SetMirrorRoute setMirrorRoute,
    @Nullable PluginStep plugin,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public CanaryStep {
    unknown = Wire.map(unknown);
  }
}
