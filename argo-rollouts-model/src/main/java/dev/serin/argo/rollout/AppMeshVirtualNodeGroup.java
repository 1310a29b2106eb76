package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The VirtualNodes of both versions.
 *
 * @param canaryVirtualNodeRef that of the canary
 * @param stableVirtualNodeRef that of the stable version
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AppMeshVirtualNodeGroup(
    @Nullable AppMeshVirtualNode canaryVirtualNodeRef,
    @Nullable AppMeshVirtualNode stableVirtualNodeRef,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AppMeshVirtualNodeGroup {
    unknown = Wire.map(unknown);
  }
}
