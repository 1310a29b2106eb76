package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mirrors a part of the requests to the canary.
 *
 * @param name a managed route
 * @param match what to mirror; none removes the route
 * @param percentage share of the matching requests; 100 when missing
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SetMirrorRoute(
    @Nullable String name,
    List<RouteMatch> match,
    @Nullable Integer percentage,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public SetMirrorRoute {
    match = Wire.list(match);
    unknown = Wire.map(unknown);
  }
}
