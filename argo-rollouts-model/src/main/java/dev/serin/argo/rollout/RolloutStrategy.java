package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way in which versions replace each other: exactly one of the two.
 *
 * @param canary step by step
 * @param blueGreen all at once, after a preview
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RolloutStrategy(
    @Nullable CanaryStrategy canary,
    @Nullable BlueGreenStrategy blueGreen,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public RolloutStrategy {
    unknown = Wire.map(unknown);
  }

  /** The strategy of a Rollout; empty when it has none. */
  public static Optional<RolloutStrategy> of(Rollout rollout) {
    return Optional.ofNullable(rollout.getSpec()).map(RolloutSpec::strategy);
  }
}
