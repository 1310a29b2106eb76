package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are mirrored; all fields that are set have to match.
 *
 * @param method method of the request
 * @param path its path
 * @param headers its headers, by name
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouteMatch(
    @Nullable StringMatch method,
    @Nullable StringMatch path,
    Map<String, StringMatch> headers,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public RouteMatch {
    headers = Wire.map(headers);
    unknown = Wire.map(unknown);
  }
}
