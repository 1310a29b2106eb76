package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A DestinationRule whose subsets are the versions.
 *
 * @param name its name
 * @param canarySubsetName subset of the canary
 * @param stableSubsetName subset of the stable version
 * @param additionalSubsetNames subsets of experiments
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IstioDestinationRule(
    @Nullable String name,
    @Nullable String canarySubsetName,
    @Nullable String stableSubsetName,
    List<String> additionalSubsetNames,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public IstioDestinationRule {
    additionalSubsetNames = Wire.list(additionalSubsetNames);
    unknown = Wire.map(unknown);
  }
}
