package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a template, or a value for one.
 *
 * @param name name; used as {{args.name}}
 * @param value the value
 * @param valueFrom where the value comes from instead
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AnalysisArgument(
    @Nullable String name,
    @Nullable String value,
    @Nullable ArgumentSource valueFrom,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public AnalysisArgument {
    unknown = Wire.map(unknown);
  }
}
