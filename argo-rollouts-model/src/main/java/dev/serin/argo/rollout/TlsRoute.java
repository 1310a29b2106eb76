package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names a TLS route of a VirtualService.
 *
 * @param port its port
 * @param sniHosts its SNI hosts
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TlsRoute(
    @Nullable Long port,
    List<String> sniHosts,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public TlsRoute {
    sniHosts = Wire.list(sniHosts);
    unknown = Wire.map(unknown);
  }
}
