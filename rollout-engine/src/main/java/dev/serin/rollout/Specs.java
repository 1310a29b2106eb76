package dev.serin.rollout;

import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import org.jspecify.annotations.Nullable;

/** Reads a Rollout's specification with Argo's defaults. */
final class Specs {
  private Specs() {}

  static @Nullable CanaryStrategy canary(Rollout rollout) {
    return rollout.getSpec() == null || rollout.getSpec().strategy() == null
        ? null
        : rollout.getSpec().strategy().canary();
  }
}
