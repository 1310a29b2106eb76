package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.Wire;
import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.DryRun;
import dev.serin.argo.analysis.MeasurementRetention;
import dev.serin.argo.analysis.TemplateReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which templates to analyse by, and with which arguments.
 *
 * @param templates AnalysisTemplates, merged into one run
 * @param args values for the arguments of the templates
 * @param startingStep background only: the first step at which it runs; 0 when missing
 * @param dryRun metrics whose result does not count
 * @param measurementRetention measurements to keep per metric
 * @param analysisRunMetadata metadata for the runs
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RolloutAnalysis(
    List<TemplateReference> templates,
    List<AnalysisArgument> args,
    @Nullable Integer startingStep,
    List<DryRun> dryRun,
    List<MeasurementRetention> measurementRetention,
    @Nullable MetadataPatch analysisRunMetadata,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public RolloutAnalysis {
    templates = Wire.list(templates);
    args = Wire.list(args);
    dryRun = Wire.list(dryRun);
    measurementRetention = Wire.list(measurementRetention);
    unknown = Wire.map(unknown);
  }
}
