package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ApisixRoute and its rules that are split.
 *
 * @param name its name
 * @param rules names of rules; may be empty when there is only one
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ApisixRouteReference(
    @Nullable String name,
    List<String> rules,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public ApisixRouteReference {
    rules = Wire.list(rules);
    unknown = Wire.map(unknown);
  }
}
