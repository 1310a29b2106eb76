package dev.serin.argo.experiment;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.Wire;
import dev.serin.argo.analysis.DryRun;
import dev.serin.argo.analysis.MeasurementRetention;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment does.
 *
 * @param templates who takes part
 * @param duration how long, once all pods are available; until the analyses end when missing
 * @param progressDeadlineSeconds seconds for the pods to become available; 600 when missing
 * @param terminate true: stop
 * @param analyses how they are judged
 * @param scaleDownDelaySeconds seconds before the pods go at the end; 30 when missing
 * @param dryRun metrics whose result does not count
 * @param measurementRetention measurements to keep
 * @param analysisRunMetadata metadata for the runs
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExperimentSpec(
    List<ExperimentTemplate> templates,
    @Nullable String duration,
    @Nullable Integer progressDeadlineSeconds,
    @Nullable Boolean terminate,
    List<ExperimentAnalysis> analyses,
    @Nullable Integer scaleDownDelaySeconds,
    List<DryRun> dryRun,
    List<MeasurementRetention> measurementRetention,
    @Nullable MetadataPatch analysisRunMetadata,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ExperimentSpec {
    templates = Wire.list(templates);
    analyses = Wire.list(analyses);
    dryRun = Wire.list(dryRun);
    measurementRetention = Wire.list(measurementRetention);
    unknown = Wire.map(unknown);
  }
}
