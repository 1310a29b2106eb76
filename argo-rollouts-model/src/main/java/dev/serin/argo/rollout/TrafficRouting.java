package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who splits the traffic. Routers that are fields of their own in Argo (istio, nginx, alb, ...) are
 * found in {@code unknown}.
 *
 * @param managedRoutes routes that steps may add, by precedence
 * @param maxTrafficWeight the weight that means all traffic; 100 when missing
 * @param plugins configuration by name of the plugin
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficRouting(
    List<Map<String, Object>> managedRoutes,
    @Nullable Integer maxTrafficWeight,
    Map<String, JsonNode> plugins,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public TrafficRouting {
    managedRoutes = Wire.list(managedRoutes);
    plugins = Wire.map(plugins);
    unknown = Wire.map(unknown);
  }
}
