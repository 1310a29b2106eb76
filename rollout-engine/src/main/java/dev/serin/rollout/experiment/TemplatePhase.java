package dev.serin.rollout.experiment;

import dev.serin.argo.experiment.ExperimentTemplateStatus;
import java.util.Optional;

/** Phases of one template of an Experiment, from the best to the worst. */
enum TemplatePhase {
  /** It ran to the end. */
  SUCCESSFUL("Successful"),
  /** It has all of its pods. */
  RUNNING("Running"),
  /** It has not all of its pods. */
  PROGRESSING("Progressing"),
  /** It could not be made. */
  ERROR("Error"),
  /** It did not get its pods in time. */
  FAILED("Failed");

  private final String wireName;

  TemplatePhase(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }

  /** Whether nothing more will happen. */
  boolean completed() {
    return this != RUNNING && this != PROGRESSING;
  }

  /** Whether something went wrong. */
  boolean bad() {
    return this == ERROR || this == FAILED;
  }

  /** The phase of a template; empty when it has none, or one that nobody knows. */
  static Optional<TemplatePhase> of(ExperimentTemplateStatus status) {
    for (TemplatePhase phase : values()) {
      if (phase.wireName.equals(status.status())) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }
}
