package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Authentication by client credentials.
 *
 * @param tokenUrl where tokens come from
 * @param clientId id of the client
 * @param clientSecret its secret
 * @param scopes scopes to ask for
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OAuth2(
    @Nullable String tokenUrl,
    @Nullable String clientId,
    @Nullable String clientSecret,
    List<String> scopes,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public OAuth2 {
    scopes = Wire.list(scopes);
    unknown = Wire.map(unknown);
  }
}
