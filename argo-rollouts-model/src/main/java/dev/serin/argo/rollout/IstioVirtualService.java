package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A VirtualService and its routes that are split.
 *
 * @param name its name
 * @param routes names of HTTP routes; may be empty when there is only one
 * @param tlsRoutes TLS routes
 * @param tcpRoutes TCP routes
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IstioVirtualService(
    @Nullable String name,
    List<String> routes,
    List<TlsRoute> tlsRoutes,
    List<TcpRoute> tcpRoutes,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public IstioVirtualService {
    routes = Wire.list(routes);
    tlsRoutes = Wire.list(tlsRoutes);
    tcpRoutes = Wire.list(tcpRoutes);
    unknown = Wire.map(unknown);
  }
}
