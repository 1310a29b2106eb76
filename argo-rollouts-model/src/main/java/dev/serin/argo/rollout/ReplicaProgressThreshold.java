package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many pods of the canary are enough to go on.
 *
 * @param type Percent or Pods
 * @param value percentage of the wanted pods, or number of pods
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReplicaProgressThreshold(
    @Nullable String type,
    @Nullable Integer value,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ReplicaProgressThreshold {
    unknown = Wire.map(unknown);
  }
}
