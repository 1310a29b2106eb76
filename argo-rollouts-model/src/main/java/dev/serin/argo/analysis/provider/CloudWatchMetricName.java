package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names a metric of CloudWatch.
 *
 * @param dimensions its dimensions
 * @param metricName its name
 * @param namespace its namespace
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CloudWatchMetricName(
    List<CloudWatchDimension> dimensions,
    @Nullable String metricName,
    @Nullable String namespace,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public CloudWatchMetricName {
    dimensions = Wire.list(dimensions);
    unknown = Wire.map(unknown);
  }
}
