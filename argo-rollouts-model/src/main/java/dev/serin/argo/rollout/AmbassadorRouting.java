package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;

/**
 * Routing by Ambassador; kept, and answered as not supported.
 *
 * @param mappings names of Mappings
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AmbassadorRouting(
    List<String> mappings, @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AmbassadorRouting {
    mappings = Wire.list(mappings);
    unknown = Wire.map(unknown);
  }
}
