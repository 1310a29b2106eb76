package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pair of scopes that Kayenta compares.
 *
 * @param name its name
 * @param controlScope the baseline
 * @param experimentScope the canary
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KayentaScope(
    @Nullable String name,
    @Nullable KayentaScopeDetail controlScope,
    @Nullable KayentaScopeDetail experimentScope,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public KayentaScope {
    unknown = Wire.map(unknown);
  }
}
