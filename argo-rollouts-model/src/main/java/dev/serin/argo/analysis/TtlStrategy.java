package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a finished run is deleted.
 *
 * @param secondsAfterCompletion seconds after its end
 * @param secondsAfterFailure seconds after a failure
 * @param secondsAfterSuccess seconds after a success
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TtlStrategy(
    @Nullable Integer secondsAfterCompletion,
    @Nullable Integer secondsAfterFailure,
    @Nullable Integer secondsAfterSuccess,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public TtlStrategy {
    unknown = Wire.map(unknown);
  }
}
