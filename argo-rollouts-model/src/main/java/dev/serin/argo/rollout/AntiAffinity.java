package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the pods of a new version off the nodes of the stable one: exactly one field is set.
 *
 * @param preferredDuringSchedulingIgnoredDuringExecution where possible
 * @param requiredDuringSchedulingIgnoredDuringExecution always
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AntiAffinity(
    @Nullable PreferredAntiAffinity preferredDuringSchedulingIgnoredDuringExecution,
    @Nullable RequiredAntiAffinity requiredDuringSchedulingIgnoredDuringExecution,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AntiAffinity {
    unknown = Wire.map(unknown);
  }
}
