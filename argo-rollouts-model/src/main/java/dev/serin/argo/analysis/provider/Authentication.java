package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a provider knows the agent: at most one field is set.
 *
 * @param sigv4 by signatures of AWS
 * @param oauth2 by client credentials
 * @param basicAuth by name and password
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Authentication(
    @Nullable Sigv4 sigv4,
    @Nullable OAuth2 oauth2,
    @Nullable BasicAuth basicAuth,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public Authentication {
    unknown = Wire.map(unknown);
  }
}
