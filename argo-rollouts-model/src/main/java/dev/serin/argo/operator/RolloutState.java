package dev.serin.argo.operator;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * How a Rollout is, to somebody who has just asked for something: what the controller wrote, unless
 * it has not seen the latest request yet.
 *
 * @param phase the phase
 * @param message why; may be empty
 */
public record RolloutState(RolloutPhase phase, String message) {

  /** The state of a Rollout. */
  public static RolloutState of(Rollout rollout) {
    RolloutStatus status = RolloutStatus.of(rollout);
    Long generation = rollout.getMetadata().getGeneration();
    if (generation != null
        && !String.valueOf(generation).equals(Objects.toString(status.observedGeneration(), ""))) {
      return new RolloutState(
          RolloutPhase.PROGRESSING, "waiting for the controller to see the latest spec");
    }
    if (status.pausedByController()
        && status.pauseConditions().isEmpty()
        && status.phase() != RolloutPhase.DEGRADED) {
      return new RolloutState(
          RolloutPhase.PROGRESSING, "waiting for the controller to see the promotion");
    }
    return new RolloutState(
        Optional.ofNullable(status.phase()).orElse(RolloutPhase.PROGRESSING),
        Objects.toString(status.message(), ""));
  }

  /** The phase with its reason on one line. */
  public String text() {
    return phase.wireName() + (message.isEmpty() ? "" : ": " + message);
  }
}
