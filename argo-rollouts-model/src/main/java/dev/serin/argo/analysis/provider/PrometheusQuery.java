package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query to Prometheus.
 *
 * @param address URL of the server
 * @param query PromQL
 * @param authentication how to authenticate
 * @param timeout seconds; 30 when missing
 * @param insecure true: certificates are not verified
 * @param headers headers to send
 * @param rangeQuery for a range query
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PrometheusQuery(
    @Nullable String address,
    @Nullable String query,
    @Nullable Authentication authentication,
    @Nullable Long timeout,
    @Nullable Boolean insecure,
    List<KeyValue> headers,
    @Nullable PrometheusRange rangeQuery,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public PrometheusQuery {
    headers = Wire.list(headers);
    unknown = Wire.map(unknown);
  }
}
