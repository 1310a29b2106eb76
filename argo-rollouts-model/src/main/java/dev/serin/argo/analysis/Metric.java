package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing to measure, and how to judge it.
 *
 * @param name unique within the run
 * @param interval time between measurements, such as 30s; once when missing
 * @param initialDelay time before the first measurement
 * @param count number of measurements; without it an interval means: until terminated
 * @param successCondition expression over result
 * @param failureCondition expression over result
 * @param failureLimit failures that are tolerated; 0 when missing
 * @param inconclusiveLimit inconclusive measurements that are tolerated; 0 when missing
 * @param consecutiveErrorLimit errors in a row that are tolerated; 4 when missing
 * @param consecutiveSuccessLimit successes in a row that suffice; off when missing
 * @param provider who measures
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Metric(
    @Nullable String name,
    @Nullable String interval,
    @Nullable String initialDelay,
    @Nullable IntOrString count,
    @Nullable String successCondition,
    @Nullable String failureCondition,
    @Nullable IntOrString failureLimit,
    @Nullable IntOrString inconclusiveLimit,
    @Nullable IntOrString consecutiveErrorLimit,
    @Nullable IntOrString consecutiveSuccessLimit,
    @Nullable MetricProvider provider,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public Metric {
    unknown = Wire.map(unknown);
  }
}
