package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores of Kayenta.
 *
 * @param pass from here on it passes
 * @param marginal below this it fails
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KayentaThreshold(
    @Nullable Long pass,
    @Nullable Long marginal,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public KayentaThreshold {
    unknown = Wire.map(unknown);
  }
}
