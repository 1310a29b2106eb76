package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A share of the traffic.
 *
 * @param weight 0..100
 * @param serviceName Service
 * @param podTemplateHash version
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WeightDestination(
    @Nullable Integer weight,
    @Nullable String serviceName,
    @Nullable String podTemplateHash,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public WeightDestination {
    unknown = Wire.map(unknown);
  }
}
