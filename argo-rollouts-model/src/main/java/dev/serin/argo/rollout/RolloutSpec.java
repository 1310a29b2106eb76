package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.serin.argo.Wire;
import dev.serin.argo.WireTime;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Rollout asks for.
 *
 * @param replicas wanted pods; 1 when missing
 * @param selector selects the pods of all versions
 * @param template the pods of the wanted version; missing when workloadRef is used
 * @param workloadRef a Deployment, ReplicaSet or PodTemplate that holds the template instead
 * @param minReadySeconds seconds a pod must be ready before it counts as available; 0 when missing
 * @param revisionHistoryLimit old ReplicaSets to keep; 10 when missing
 * @param paused an operator has stopped the rollout
 * @param restartAt restart the pods that are older than this
 * @param progressDeadlineSeconds seconds without progress before the rollout counts as failed; 600
 *     when missing
 * @param progressDeadlineAbort abort when the progress deadline is exceeded
 * @param rollbackWindow revisions that may be returned to without steps
 * @param analysis how many finished AnalysisRuns to keep
 * @param strategy how a new version replaces the stable one
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RolloutSpec(
    @Nullable Integer replicas,
    @Nullable LabelSelector selector,
    @Nullable PodTemplateSpec template,
    @Nullable WorkloadReference workloadRef,
    @Nullable Integer minReadySeconds,
    @Nullable Integer revisionHistoryLimit,
    @Nullable Boolean paused,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant restartAt,
    @Nullable Integer progressDeadlineSeconds,
    @Nullable Boolean progressDeadlineAbort,
    @Nullable RollbackWindow rollbackWindow,
    @Nullable AnalysisHistory analysis,
    @Nullable RolloutStrategy strategy,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public RolloutSpec {
    unknown = Wire.map(unknown);
  }

  /** The same with other pods. */
  public RolloutSpec withTemplate(@Nullable PodTemplateSpec other) {
    return with(replicas, selector, other, paused, restartAt, rollbackWindow);
  }

  /** The same with another selector. */
  public RolloutSpec withSelector(@Nullable LabelSelector other) {
    return with(replicas, other, template, paused, restartAt, rollbackWindow);
  }

  /** The same, paused or not. */
  public RolloutSpec withPaused(boolean wanted) {
    return with(
        replicas, selector, template, wanted ? Boolean.TRUE : null, restartAt, rollbackWindow);
  }

  /** The same with another number of pods. */
  public RolloutSpec withReplicas(@Nullable Integer wanted) {
    return with(wanted, selector, template, paused, restartAt, rollbackWindow);
  }

  /** The same with a time to restart the pods. */
  public RolloutSpec withRestartAt(@Nullable Instant time) {
    return with(replicas, selector, template, paused, time, rollbackWindow);
  }

  /** The same with other revisions that may be returned to without steps. */
  public RolloutSpec withRollbackWindow(@Nullable RollbackWindow window) {
    return with(replicas, selector, template, paused, restartAt, window);
  }

  private RolloutSpec with(
      @Nullable Integer newReplicas,
      @Nullable LabelSelector newSelector,
      @Nullable PodTemplateSpec newTemplate,
      @Nullable Boolean newPaused,
      @Nullable Instant newRestartAt,
      @Nullable RollbackWindow newRollbackWindow) {
    return new RolloutSpec(
        newReplicas,
        newSelector,
        newTemplate,
        workloadRef,
        minReadySeconds,
        revisionHistoryLimit,
        newPaused,
        newRestartAt,
        progressDeadlineSeconds,
        progressDeadlineAbort,
        newRollbackWindow,
        analysis,
        strategy,
        unknown);
  }
}
