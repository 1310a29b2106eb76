package dev.serin.argo.experiment;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.serin.argo.Wire;
import dev.serin.argo.WireTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one version of an experiment.
 *
 * @param name the template
 * @param replicas its pods
 * @param updatedReplicas its pods of this template
 * @param readyReplicas ready pods
 * @param availableReplicas available pods
 * @param collisionCount hash collisions met
 * @param status Progressing, Running, Successful, Failed or Error
 * @param message why
 * @param lastTransitionTime when the status last changed
 * @param serviceName its Service
 * @param podTemplateHash its version
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExperimentTemplateStatus(
    @Nullable String name,
    @Nullable Integer replicas,
    @Nullable Integer updatedReplicas,
    @Nullable Integer readyReplicas,
    @Nullable Integer availableReplicas,
    @Nullable Integer collisionCount,
    @Nullable String status,
    @Nullable String message,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant lastTransitionTime,
    @Nullable String serviceName,
    @Nullable String podTemplateHash,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ExperimentTemplateStatus {
    unknown = Wire.map(unknown);
  }

  /** The status of a template of which nothing is known yet. */
  public static ExperimentTemplateStatus begin(String name) {
    return new ExperimentTemplateStatus(
        name, 0, 0, 0, 0, null, null, null, null, null, null, Map.of());
  }

  /** The same with these numbers of pods. */
  public ExperimentTemplateStatus withPods(int existing, int ready, int available) {
    return new ExperimentTemplateStatus(
        name,
        existing,
        existing,
        ready,
        available,
        collisionCount,
        status,
        message,
        lastTransitionTime,
        serviceName,
        podTemplateHash,
        unknown);
  }

  /** The same in another state. */
  public ExperimentTemplateStatus withStatus(String other, @Nullable String why) {
    return new ExperimentTemplateStatus(
        name,
        replicas,
        updatedReplicas,
        readyReplicas,
        availableReplicas,
        collisionCount,
        other,
        why,
        lastTransitionTime,
        serviceName,
        podTemplateHash,
        unknown);
  }

  /** The same, changed at a time. */
  public ExperimentTemplateStatus changedAt(Instant time) {
    return new ExperimentTemplateStatus(
        name,
        replicas,
        updatedReplicas,
        readyReplicas,
        availableReplicas,
        collisionCount,
        status,
        message,
        time,
        serviceName,
        podTemplateHash,
        unknown);
  }

  /** The same with a Service for a version, or with none. */
  public ExperimentTemplateStatus withService(@Nullable String service, @Nullable String hash) {
    return new ExperimentTemplateStatus(
        name,
        replicas,
        updatedReplicas,
        readyReplicas,
        availableReplicas,
        collisionCount,
        status,
        message,
        lastTransitionTime,
        service,
        hash,
        unknown);
  }
}
