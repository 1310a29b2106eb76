package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routing by a TrafficSplit of the Service Mesh Interface.
 *
 * @param rootService Service that clients use; the stable one when missing
 * @param trafficSplitName name of the TrafficSplit; that of the Rollout when missing
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SmiRouting(
    @Nullable String rootService,
    @Nullable String trafficSplitName,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public SmiRouting {
    unknown = Wire.map(unknown);
  }
}
