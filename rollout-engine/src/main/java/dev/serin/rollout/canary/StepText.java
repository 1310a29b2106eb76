package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryPause;
import dev.serin.argo.rollout.CanaryStep;

/** Steps in words, as Argo has them in events. */
final class StepText {
  private StepText() {}

  static String of(CanaryStep step) {
    if (step.setWeight() != null) {
      return "setWeight: " + step.setWeight();
    }
    CanaryPause pause = step.pause();
    if (pause != null) {
      return pause.duration() == null ? "pause" : "pause: " + text(pause);
    }
    return step.analysis() != null ? "analysis" : "unknown";
  }

  private static String text(CanaryPause pause) {
    Object duration = pause.duration() == null ? "" : pause.duration().getValue();
    return duration instanceof Integer ? duration + "s" : String.valueOf(duration);
  }
}
