package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statistic of a metric.
 *
 * @param metric the metric
 * @param period period in seconds
 * @param stat the statistic
 * @param unit the unit
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CloudWatchMetricStat(
    @Nullable CloudWatchMetricName metric,
    @Nullable IntOrString period,
    @Nullable String stat,
    @Nullable String unit,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public CloudWatchMetricStat {
    unknown = Wire.map(unknown);
  }
}
