package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query to New Relic.
 *
 * @param profile name of the Secret with the keys
 * @param query NRQL
 * @param timeout seconds
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NewRelicQuery(
    @Nullable String profile,
    @Nullable String query,
    @Nullable Long timeout,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public NewRelicQuery {
    unknown = Wire.map(unknown);
  }
}
