package dev.serin.argo.experiment;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import dev.serin.argo.analysis.AnalysisPhase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one analysis of an experiment.
 *
 * @param name the analysis
 * @param analysisRun name of its AnalysisRun
 * @param phase its phase
 * @param message why
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExperimentRunStatus(
    @Nullable String name,
    @Nullable String analysisRun,
    @Nullable AnalysisPhase phase,
    @Nullable String message,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ExperimentRunStatus {
    unknown = Wire.map(unknown);
  }
}
