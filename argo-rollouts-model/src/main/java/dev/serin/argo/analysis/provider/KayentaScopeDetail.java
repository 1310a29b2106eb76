package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where Kayenta looks.
 *
 * @param scope scope
 * @param region region
 * @param step step in seconds
 * @param start start
 * @param end end
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KayentaScopeDetail(
    @Nullable String scope,
    @Nullable String region,
    @Nullable Long step,
    @Nullable String start,
    @Nullable String end,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public KayentaScopeDetail {
    unknown = Wire.map(unknown);
  }
}
