package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routing by Istio.
 *
 * @param virtualService one VirtualService
 * @param destinationRule a DestinationRule, for a split by subsets
 * @param virtualServices several VirtualServices, instead of one
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IstioRouting(
    @Nullable IstioVirtualService virtualService,
    @Nullable IstioDestinationRule destinationRule,
    List<IstioVirtualService> virtualServices,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public IstioRouting {
    virtualServices = Wire.list(virtualServices);
    unknown = Wire.map(unknown);
  }
}
