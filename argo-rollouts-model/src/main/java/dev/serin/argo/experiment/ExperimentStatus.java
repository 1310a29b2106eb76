package dev.serin.argo.experiment;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.serin.argo.Wire;
import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.rollout.RolloutCondition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of an experiment.
 *
 * @param phase summary
 * @param message why
 * @param templateStatuses the versions
 * @param availableAt when all pods were available
 * @param conditions details
 * @param analysisRuns the analyses
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExperimentStatus(
    @Nullable AnalysisPhase phase,
    @Nullable String message,
    List<ExperimentTemplateStatus> templateStatuses,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant availableAt,
    List<RolloutCondition> conditions,
    List<ExperimentRunStatus> analysisRuns,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ExperimentStatus {
    templateStatuses = Wire.list(templateStatuses);
    conditions = Wire.list(conditions);
    analysisRuns = Wire.list(analysisRuns);
    unknown = Wire.map(unknown);
  }

  /** The status of an Experiment; an empty one when it has none. */
  public static ExperimentStatus of(Experiment experiment) {
    ExperimentStatus status = experiment.getStatus();
    return status == null
        ? new ExperimentStatus(null, null, List.of(), null, List.of(), List.of(), Map.of())
        : status;
  }

  /** The analysis of a name. */
  public Optional<ExperimentRunStatus> analysis(@Nullable String name) {
    return analysisRuns.stream().filter(run -> Objects.equals(run.name(), name)).findFirst();
  }

  /** The template of a name. */
  public Optional<ExperimentTemplateStatus> template(@Nullable String name) {
    return templateStatuses.stream()
        .filter(template -> Objects.equals(template.name(), name))
        .findFirst();
  }

  /** Whether nothing more will happen. */
  public boolean over() {
    return phase != null && phase.completed();
  }
}
