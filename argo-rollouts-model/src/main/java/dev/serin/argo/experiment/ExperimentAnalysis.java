package dev.serin.argo.experiment;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import dev.serin.argo.analysis.AnalysisArgument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An analysis of an experiment.
 *
 * @param name its name, unique within the experiment
 * @param templateName name of the template
 * @param clusterScope true: a ClusterAnalysisTemplate
 * @param args values for the arguments of the template
 * @param requiredForCompletion true: the experiment ends when it has ended
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExperimentAnalysis(
    @Nullable String name,
    @Nullable String templateName,
    @Nullable Boolean clusterScope,
    List<AnalysisArgument> args,
    @Nullable Boolean requiredForCompletion,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ExperimentAnalysis {
    args = Wire.list(args);
    unknown = Wire.map(unknown);
  }
}
