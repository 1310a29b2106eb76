package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** Phases of measurements, metrics and runs, from the best to the worst. */
public enum AnalysisPhase {
  /** Good to the end. */
  SUCCESSFUL("Successful"),
  /** Under way. */
  RUNNING("Running"),
  /** Not begun. */
  PENDING("Pending"),
  /** Neither good nor bad: a person must look. */
  INCONCLUSIVE("Inconclusive"),
  /** It could not be measured. */
  ERROR("Error"),
  /** Bad. */
  FAILED("Failed");

  private final String wireName;

  AnalysisPhase(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The phase of that name; null for no name and for names this version does not know. */
  @JsonCreator
  public static @Nullable AnalysisPhase of(String wireName) {
    for (AnalysisPhase phase : values()) {
      if (phase.wireName.equals(wireName)) {
        return phase;
      }
    }
    return null;
  }

  /** Whether nothing more will happen. */
  public boolean completed() {
    return this != RUNNING && this != PENDING;
  }

  /** The worse of two phases. */
  public AnalysisPhase worst(AnalysisPhase other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
