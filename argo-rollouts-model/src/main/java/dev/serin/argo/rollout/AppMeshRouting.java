package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routing by AWS App Mesh; kept, and answered as not supported.
 *
 * @param virtualService the VirtualService
 * @param virtualNodeGroup the VirtualNodes
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AppMeshRouting(
    @Nullable AppMeshVirtualService virtualService,
    @Nullable AppMeshVirtualNodeGroup virtualNodeGroup,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AppMeshRouting {
    unknown = Wire.map(unknown);
  }
}
