package dev.serin.demo.deploy;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import org.jspecify.annotations.Nullable;

/** How far a rollout has come, as its status tells. */
public enum RolloutStage {
  /** The agent has not seen the newest change yet. */
  NOT_SEEN,
  /** The agent is at it. */
  UNDER_WAY,
  /** The wanted version is the stable one and has all its pods. */
  PROMOTED,
  /** The wanted version was given up, and the stable one has all traffic. */
  ABORTED;

  /**
   * Reads a rollout.
   *
   * <ol>
   *   <li>An object that is older than the newest change, or a status of another generation than
   *       the object, says nothing about the newest change.
   *   <li>{@code abort} wins over everything else, once the phase says that it is carried out.
   *   <li>Healthy with the wanted version as the stable one is the end of a good rollout.
   * </ol>
   *
   * @param applied the generation that the newest change gave it
   */
  public static RolloutStage of(Rollout rollout, long applied) {
    RolloutStatus status = rollout.getStatus();
    if (status == null || !observed(rollout, applied, status.observedGeneration())) {
      return NOT_SEEN;
    }
    if (Boolean.TRUE.equals(status.abort())) {
      return status.phase() == RolloutPhase.DEGRADED ? ABORTED : UNDER_WAY;
    }
    boolean wantedIsStable =
        status.currentPodHash() != null && status.currentPodHash().equals(status.stableRS());
    return status.phase() == RolloutPhase.HEALTHY && wantedIsStable ? PROMOTED : UNDER_WAY;
  }

  private static boolean observed(
      Rollout rollout, long applied, @Nullable String observedGeneration) {
    Long generation = rollout.getMetadata().getGeneration();
    return generation != null
        && generation >= applied
        && generation.toString().equals(observedGeneration);
  }

  /** Whether nothing more will happen by itself. */
  public boolean ended() {
    return this == PROMOTED || this == ABORTED;
  }
}
