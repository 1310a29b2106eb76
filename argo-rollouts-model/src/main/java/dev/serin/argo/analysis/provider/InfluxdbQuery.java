package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query to InfluxDB.
 *
 * @param profile name of the Secret with address and token
 * @param query Flux
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InfluxdbQuery(
    @Nullable String profile,
    @Nullable String query,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public InfluxdbQuery {
    unknown = Wire.map(unknown);
  }
}
