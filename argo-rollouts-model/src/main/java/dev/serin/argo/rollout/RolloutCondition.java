package dev.serin.argo.rollout;

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
 * One aspect of the state of a Rollout.
 *
 * @param type Progressing, Available, Paused, Completed, Healthy, InvalidSpec, ReplicaFailure
 * @param status True, False or Unknown
 * @param lastUpdateTime when it was last written
 * @param lastTransitionTime when status last changed
 * @param reason one word
 * @param message for people
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RolloutCondition(
    @Nullable String type,
    @Nullable String status,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant lastUpdateTime,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant lastTransitionTime,
    @Nullable String reason,
    @Nullable String message,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public RolloutCondition {
    unknown = Wire.map(unknown);
  }
}
