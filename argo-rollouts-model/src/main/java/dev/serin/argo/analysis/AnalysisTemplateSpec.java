package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;

/**
 * What to measure.
 *
 * @param metrics the metrics
 * @param args arguments with their defaults
 * @param dryRun metrics whose result does not count
 * @param measurementRetention measurements to keep
 * @param templates templates to include
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AnalysisTemplateSpec(
    List<Metric> metrics,
    List<AnalysisArgument> args,
    List<DryRun> dryRun,
    List<MeasurementRetention> measurementRetention,
    List<TemplateReference> templates,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AnalysisTemplateSpec {
    metrics = Wire.list(metrics);
    args = Wire.list(args);
    dryRun = Wire.list(dryRun);
    measurementRetention = Wire.list(measurementRetention);
    templates = Wire.list(templates);
    unknown = Wire.map(unknown);
  }
}
