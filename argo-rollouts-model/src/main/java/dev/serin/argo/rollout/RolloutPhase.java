package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** Summary of the state of a Rollout. */
public enum RolloutPhase {
  /** The wanted version is stable and has all its pods. */
  HEALTHY("Healthy"),
  /** Aborted, timed out or invalid. */
  DEGRADED("Degraded"),
  /** On the way. */
  PROGRESSING("Progressing"),
  /** Waiting for a time to pass or for a person. */
  PAUSED("Paused");

  private final String wireName;

  RolloutPhase(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The phase of that name; null for no name and for names this version does not know. */
  @JsonCreator
  public static @Nullable RolloutPhase of(String wireName) {
    for (RolloutPhase phase : values()) {
      if (phase.wireName.equals(wireName)) {
        return phase;
      }
    }
    return null;
  }
}
