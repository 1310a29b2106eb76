package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query to SkyWalking.
 *
 * @param address URL of the server
 * @param query GraphQL
 * @param interval range of time; 5m when missing
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SkyWalkingQuery(
    @Nullable String address,
    @Nullable String query,
    @Nullable String interval,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public SkyWalkingQuery {
    unknown = Wire.map(unknown);
  }
}
