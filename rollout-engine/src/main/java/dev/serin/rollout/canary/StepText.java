package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryPause;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.SetCanaryScale;

/** Steps in words, as Argo has them in events. */
final class StepText {
  private StepText() {}

  static String of(CanaryStep step) {
    if (step.setWeight() != null) {
      return "setWeight: " + step.setWeight();
    }
    if (step.pause() != null) {
      return text(step.pause());
    }
    if (step.experiment() != null) {
      return "experiment";
    }
    if (step.analysis() != null) {
      return "analysis";
    }
    if (step.setCanaryScale() != null) {
      return "setCanaryScale{" + text(step.setCanaryScale()) + "}";
    }
    if (step.plugin() != null) {
      return "plugin: " + step.plugin().name();
    }
    if (step.setHeaderRoute() != null) {
      return "setHeaderRoute: " + step.setHeaderRoute().name();
    }
    return step.setMirrorRoute() == null
        ? "invalid"
        : "setMirrorRoute: " + step.setMirrorRoute().name();
  }

  private static String text(CanaryPause pause) {
    return pause.duration() == null ? "pause" : "pause: " + pause.duration().getValue();
  }

  private static String text(SetCanaryScale scale) {
    if (scale.weight() != null) {
      return "weight: " + scale.weight();
    }
    return Boolean.TRUE.equals(scale.matchTrafficWeight())
        ? "matchTrafficWeight: true"
        : "replicas: " + scale.replicas();
  }
}
