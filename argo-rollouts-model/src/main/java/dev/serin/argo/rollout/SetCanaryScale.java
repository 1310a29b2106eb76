package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sizes the canary apart from its weight; one field is set.
 *
 * @param replicas number of pods
 * @param weight percentage of spec.replicas
 * @param matchTrafficWeight follow the traffic weight again
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SetCanaryScale(
    @Nullable Integer replicas,
    @Nullable Integer weight,
    @Nullable Boolean matchTrafficWeight,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public SetCanaryScale {
    unknown = Wire.map(unknown);
  }
}
