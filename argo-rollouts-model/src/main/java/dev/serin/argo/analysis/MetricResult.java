package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found for one metric.
 *
 * @param name the metric
 * @param phase its phase
 * @param measurements the latest ones
 * @param message why, with numbers
 * @param count measurements that were no errors
 * @param successful successes
 * @param failed failures
 * @param inconclusive inconclusive ones
 * @param error errors
 * @param consecutiveError errors in a row at the end
 * @param consecutiveSuccess successes in a row at the end
 * @param dryRun true: does not count
 * @param metadata notes of the provider
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MetricResult(
    @Nullable String name,
    @Nullable AnalysisPhase phase,
    List<Measurement> measurements,
    @Nullable String message,
    @Nullable Integer count,
    @Nullable Integer successful,
    @Nullable Integer failed,
    @Nullable Integer inconclusive,
    @Nullable Integer error,
    @Nullable Integer consecutiveError,
    @Nullable Integer consecutiveSuccess,
    @Nullable Boolean dryRun,
    Map<String, String> metadata,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public MetricResult {
    measurements = Wire.list(measurements);
    metadata = Wire.map(metadata);
    unknown = Wire.map(unknown);
  }
}
