package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of an argument comes from: one field is set.
 *
 * @param podTemplateHashValue Stable or Latest
 * @param fieldRef a field of the Rollout
 * @param secretKeyRef a key of a Secret
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ArgumentSource(
    @Nullable String podTemplateHashValue,
    @Nullable FieldReference fieldRef,
    @Nullable SecretKeyReference secretKeyRef,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ArgumentSource {
    unknown = Wire.map(unknown);
  }
}
