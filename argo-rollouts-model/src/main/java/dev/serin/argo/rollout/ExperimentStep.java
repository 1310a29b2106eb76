package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.Wire;
import dev.serin.argo.analysis.DryRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs other versions beside each other for a while, and judges them.
 *
 * @param templates who takes part
 * @param duration how long, once all pods are available; until the analyses end when missing
 * @param analyses how they are judged
 * @param dryRun metrics whose result does not count
 * @param analysisRunMetadata metadata for the runs
 * @param scaleDownDelaySeconds seconds before the pods go at the end; 30 when missing
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExperimentStep(
    List<ExperimentStepTemplate> templates,
    @Nullable String duration,
    List<ExperimentStepAnalysis> analyses,
    List<DryRun> dryRun,
    @Nullable MetadataPatch analysisRunMetadata,
    @Nullable Integer scaleDownDelaySeconds,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ExperimentStep {
    templates = Wire.list(templates);
    analyses = Wire.list(analyses);
    dryRun = Wire.list(dryRun);
    unknown = Wire.map(unknown);
  }
}
