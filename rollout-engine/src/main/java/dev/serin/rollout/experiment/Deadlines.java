package dev.serin.rollout.experiment;

import dev.serin.argo.experiment.ExperimentTemplateStatus;
import java.time.Instant;
import java.util.Optional;

/** When something happens to an Experiment although nothing else does. */
final class Deadlines {
  private Deadlines() {}

  /** When a template has had enough time to get its pods. */
  static Optional<Instant> of(ExperimentTemplateStatus template, Draft d) {
    return Optional.ofNullable(template.lastTransitionTime())
        .map(since -> since.plusSeconds(d.settings().progressDeadlineSeconds()));
  }

  /** Comes back at the end of the duration, and when a template has waited too long. */
  static void wake(Draft d) {
    if (d.settings().ending(d.status())) {
      if (!d.ending()) {
        d.wakeAt(d.now());
      }
      return;
    }
    d.settings().end(d.status()).ifPresent(d::wakeAt);
    for (ExperimentTemplateStatus template : d.status().templateStatuses()) {
      if (TemplatePhase.of(template).filter(TemplatePhase.PROGRESSING::equals).isPresent()) {
        of(template, d).ifPresent(d::wakeAt);
      }
    }
  }
}
