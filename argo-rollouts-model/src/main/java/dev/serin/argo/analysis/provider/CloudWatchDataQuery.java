package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a query to CloudWatch.
 *
 * @param id its id
 * @param expression an expression over others
 * @param label label
 * @param metricStat a statistic
 * @param period period in seconds
 * @param returnData whether it is part of the answer
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CloudWatchDataQuery(
    @Nullable String id,
    @Nullable String expression,
    @Nullable String label,
    @Nullable CloudWatchMetricStat metricStat,
    @Nullable IntOrString period,
    @Nullable Boolean returnData,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public CloudWatchDataQuery {
    unknown = Wire.map(unknown);
  }
}
