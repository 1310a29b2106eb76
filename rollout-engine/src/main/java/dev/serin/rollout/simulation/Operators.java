package dev.serin.rollout.simulation;

import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.RolloutStatusBuilder;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** People with kubectl, who do what comes to their minds. */
final class Operators {
  private static final int VERBS = 16;
  private static final int MAX_REPLICAS = 6;

  private final SimulatedCluster cluster;
  private final RandomGenerator random;
  private final History history;

  Operators(SimulatedCluster cluster, RandomGenerator random, History history) {
    this.cluster = cluster;
    this.random = random;
    this.history = history;
  }

  /** One of them may do something. */
  void act() {
    switch (random.nextInt(VERBS)) {
      case 0, 1, 2, 3 -> setImage(Image.any(random));
      case 4 -> patch("abort", status -> status.abort(true));
      case 5 -> patch("retry", status -> status.abort(false));
      case 6 -> promote();
      case 7 -> promoteFull();
      case 8 -> pause(random.nextBoolean());
      case 9 -> skip();
      case 10 -> restart();
      case 11 -> scale(1 + random.nextInt(MAX_REPLICAS));
      default -> {}
    }
  }

  /** The promise of {@code kubectl argo rollouts promote}: out of a pause, or past a step. */
  void promote() {
    if (cluster.status().pauseConditions().isEmpty()) {
      skip();
    } else {
      patch("promote", status -> status.pauseConditions(List.of()));
    }
  }

  /** Pauses the rollout, or lets it go on. */
  void pause(boolean paused) {
    change(paused ? "pauses" : "unpauses", spec -> spec.withPaused(paused));
  }

  private void promoteFull() {
    RolloutStatus status = cluster.status();
    if (!String.valueOf(status.currentPodHash()).equals(status.stableRS())) {
      patch("promote --full", changed -> changed.promoteFull(true));
    }
  }

  private void skip() {
    Integer index = cluster.status().currentStepIndex();
    CanaryStrategy canary = Objects.requireNonNull(cluster.rollout().getSpec().strategy()).canary();
    if (index != null && canary != null && index < canary.steps().size()) {
      patch("promote --skip-current-step", status -> status.currentStepIndex(index + 1));
    }
  }

  private void setImage(Image image) {
    change(
        "sets the image to " + image.reference(), spec -> Cart.withImage(spec, image.reference()));
  }

  private void restart() {
    change("restarts the pods", spec -> spec.withRestartAt(WireTime.truncate(cluster.now())));
  }

  private void scale(int replicas) {
    change("scales to " + replicas + " pods", spec -> spec.withReplicas(replicas));
  }

  private void change(String what, UnaryOperator<RolloutSpec> change) {
    history.note("operator", what);
    cluster.operate(rollout -> rollout.setSpec(change.apply(rollout.getSpec())));
  }

  private void patch(String verb, UnaryOperator<RolloutStatusBuilder> change) {
    history.note("operator", verb);
    RolloutStatus status = change.apply(cluster.status().toBuilder()).build();
    cluster.operate(rollout -> rollout.setStatus(status));
  }
}
