package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an AnalysisRun does.
 *
 * @param metrics the metrics
 * @param args arguments with their values
 * @param terminate true: stop
 * @param dryRun metrics whose result does not count
 * @param measurementRetention measurements to keep
 * @param ttlStrategy when the finished run is deleted
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AnalysisRunSpec(
    List<Metric> metrics,
    List<AnalysisArgument> args,
    @Nullable Boolean terminate,
    List<DryRun> dryRun,
    List<MeasurementRetention> measurementRetention,
    @Nullable TtlStrategy ttlStrategy,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AnalysisRunSpec {
    metrics = Wire.list(metrics);
    args = Wire.list(args);
    dryRun = Wire.list(dryRun);
    measurementRetention = Wire.list(measurementRetention);
    unknown = Wire.map(unknown);
  }
}
