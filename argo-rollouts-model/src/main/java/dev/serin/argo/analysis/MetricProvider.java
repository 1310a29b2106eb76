package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.Wire;
import java.util.Map;

/**
 * Who measures. Providers that are fields of their own in Argo (prometheus, web, job, ...) are
 * found in {@code unknown}.
 *
 * @param plugin configuration by name of the plugin
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MetricProvider(
    Map<String, JsonNode> plugin, @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public MetricProvider {
    plugin = Wire.map(plugin);
    unknown = Wire.map(unknown);
  }
}
