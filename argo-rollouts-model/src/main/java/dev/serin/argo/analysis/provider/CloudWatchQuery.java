package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query to CloudWatch.
 *
 * @param interval range of time; 5m when missing
 * @param metricDataQueries its parts
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CloudWatchQuery(
    @Nullable String interval,
    List<CloudWatchDataQuery> metricDataQueries,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public CloudWatchQuery {
    metricDataQueries = Wire.list(metricDataQueries);
    unknown = Wire.map(unknown);
  }
}
