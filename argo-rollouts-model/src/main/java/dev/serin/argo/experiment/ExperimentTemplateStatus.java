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
}
