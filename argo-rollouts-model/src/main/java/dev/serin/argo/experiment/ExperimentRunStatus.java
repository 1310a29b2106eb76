package dev.serin.argo.experiment;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.serin.argo.Wire;
import dev.serin.argo.analysis.AnalysisPhase;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one analysis of an experiment. The CRD wants all of name, analysisRun and phase:
 * what is not known yet is an empty text, as upstream writes it.
 *
 * @param name the analysis
 * @param analysisRun name of its AnalysisRun; empty before there is one
 * @param phase its phase; null before it has any
 * @param message why
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExperimentRunStatus(
    @Nullable String name,
    @JsonInclude(JsonInclude.Include.ALWAYS) String analysisRun,
    @JsonInclude(JsonInclude.Include.ALWAYS) @JsonSerialize(nullsUsing = NoPhase.class)
        @Nullable AnalysisPhase phase,
    @Nullable String message,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ExperimentRunStatus {
    analysisRun = Objects.requireNonNullElse(analysisRun, "");
    unknown = Wire.map(unknown);
  }

  /** An analysis that has not begun. */
  public static ExperimentRunStatus begin(@Nullable String name) {
    return new ExperimentRunStatus(name, "", null, null, Map.of());
  }

  /** The same with another phase. */
  public ExperimentRunStatus withPhase(@Nullable AnalysisPhase other, @Nullable String why) {
    return new ExperimentRunStatus(name, analysisRun, other, why, unknown);
  }

  /** The same with a run that begins. */
  public ExperimentRunStatus withRun(String run) {
    return new ExperimentRunStatus(name, run, AnalysisPhase.PENDING, message, unknown);
  }

  /** Writes no phase as an empty text. */
  static final class NoPhase extends JsonSerializer<Object> {
    @Override
    public void serialize(
        @Nullable Object nothing, JsonGenerator json, SerializerProvider serializers)
        throws IOException {
      json.writeString("");
    }
  }
}
