package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.serin.argo.Wire;
import dev.serin.argo.WireTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of an extension that performs a step.
 *
 * @param index index of the step
 * @param name name of the extension
 * @param operation Run, Terminate or Abort
 * @param phase Running, Successful, Failed or Error
 * @param message why
 * @param startedAt first call
 * @param updatedAt latest call
 * @param finishedAt end
 * @param backoff time before the next call, such as 30s
 * @param executions number of calls
 * @param disabled the step counts as done without a call
 * @param status what the extension wants to be told next time
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StepPluginStatus(
    @Nullable Integer index,
    @Nullable String name,
    @Nullable String operation,
    @Nullable String phase,
    @Nullable String message,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant startedAt,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant updatedAt,
    @JsonSerialize(using = WireTime.Serializer.class)
        @JsonDeserialize(using = WireTime.Deserializer.class)
        @Nullable Instant finishedAt,
    @Nullable String backoff,
    @Nullable Integer executions,
    @Nullable Boolean disabled,
    @Nullable JsonNode status,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public StepPluginStatus {
    unknown = Wire.map(unknown);
  }
}
