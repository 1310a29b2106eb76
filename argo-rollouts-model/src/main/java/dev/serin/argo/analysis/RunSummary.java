package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts of metrics by phase.
 *
 * @param count all
 * @param successful successful
 * @param failed failed
 * @param inconclusive inconclusive
 * @param error in error
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunSummary(
    @Nullable Integer count,
    @Nullable Integer successful,
    @Nullable Integer failed,
    @Nullable Integer inconclusive,
    @Nullable Integer error,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public RunSummary {
    unknown = Wire.map(unknown);
  }
}
