package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a text has to be like: exactly one field is set.
 *
 * @param exact equal to this
 * @param prefix begins with this
 * @param regex matches this regular expression
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StringMatch(
    @Nullable String exact,
    @Nullable String prefix,
    @Nullable String regex,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public StringMatch {
    unknown = Wire.map(unknown);
  }
}
