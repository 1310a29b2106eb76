package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query to Datadog.
 *
 * @param interval range of time; 5m when missing
 * @param query the query
 * @param queries several queries, by name
 * @param formula expression over several queries
 * @param apiVersion v1 (when missing) or v2
 * @param aggregator how to aggregate; v2 only
 * @param secretRef keys
 * @param requestTimeout longest time for an answer
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatadogQuery(
    @Nullable String interval,
    @Nullable String query,
    Map<String, String> queries,
    @Nullable String formula,
    @Nullable String apiVersion,
    @Nullable String aggregator,
    @Nullable DatadogSecret secretRef,
    @Nullable String requestTimeout,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public DatadogQuery {
    queries = Wire.map(queries);
    unknown = Wire.map(unknown);
  }
}
