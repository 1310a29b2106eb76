package dev.serin.rollout;

import dev.serin.argo.rollout.RolloutStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides what a rollout does next. */
public final class RolloutEngine {

  /** An engine; it holds no state. */
  public RolloutEngine() {}

  /**
   * Decides.
   *
   * @param observation what was seen
   * @param now the time
   * @return what to do; the same for the same arguments
   */
  public Decision decide(Observation observation, Instant now) {
    RolloutStatus status = observation.rollout().getStatus();
    return new Decision(
        List.of(), status == null ? RolloutStatus.empty() : status, List.of(), Optional.empty());
  }
}
