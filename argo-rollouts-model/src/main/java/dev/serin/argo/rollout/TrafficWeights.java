package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the traffic is split.
 *
 * @param canary the canary
 * @param stable the stable version
 * @param additional experiments
 * @param verified whether the split was read back from the router
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficWeights(
    @Nullable WeightDestination canary,
    @Nullable WeightDestination stable,
    List<WeightDestination> additional,
    @Nullable Boolean verified,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public TrafficWeights {
    additional = Wire.list(additional);
    unknown = Wire.map(unknown);
  }
}
