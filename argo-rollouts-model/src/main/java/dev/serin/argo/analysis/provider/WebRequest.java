package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a web server that answers with JSON.
 *
 * @param method GET (when missing), POST or PUT
 * @param url its URL
 * @param headers headers to send
 * @param body text to send
 * @param timeoutSeconds seconds; 10 when missing
 * @param jsonPath where the value is in the answer
 * @param insecure true: certificates are not verified
 * @param jsonBody JSON to send
 * @param authentication how to authenticate
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WebRequest(
    @Nullable String method,
    @Nullable String url,
    List<KeyValue> headers,
    @Nullable String body,
    @Nullable Long timeoutSeconds,
    @Nullable String jsonPath,
    @Nullable Boolean insecure,
    @Nullable JsonNode jsonBody,
    @Nullable Authentication authentication,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public WebRequest {
    headers = Wire.list(headers);
    unknown = Wire.map(unknown);
  }
}
