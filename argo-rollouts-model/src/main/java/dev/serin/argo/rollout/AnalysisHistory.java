package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many finished AnalysisRuns and Experiments are kept.
 *
 * @param successfulRunHistoryLimit successful ones; 5 when missing
 * @param unsuccessfulRunHistoryLimit others; 5 when missing
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AnalysisHistory(
    @Nullable Integer successfulRunHistoryLimit,
    @Nullable Integer unsuccessfulRunHistoryLimit,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AnalysisHistory {
    unknown = Wire.map(unknown);
  }
}
