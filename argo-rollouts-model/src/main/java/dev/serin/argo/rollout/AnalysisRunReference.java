package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import dev.serin.argo.analysis.AnalysisPhase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An AnalysisRun, and what it has found.
 *
 * @param name name of the AnalysisRun
 * @param status its phase
 * @param message its message
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AnalysisRunReference(
    @Nullable String name,
    @Nullable AnalysisPhase status,
    @Nullable String message,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AnalysisRunReference {
    unknown = Wire.map(unknown);
  }
}
