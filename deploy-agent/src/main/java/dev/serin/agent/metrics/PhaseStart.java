package dev.serin.agent.metrics;

import dev.serin.argo.rollout.PauseCondition;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Since when a rollout has been in its phase, as its status tells.
 *
 * <ol>
 *   <li>Healthy: since the condition Healthy became true.
 *   <li>Paused: since the oldest pause that lasts; without one since the condition Paused.
 *   <li>Degraded: since the abort; without one since InvalidSpec became true, or else since the
 *       condition Progressing last changed.
 *   <li>Progressing: since the change of version began, or else since the condition Healthy was
 *       lost.
 * </ol>
 *
 * No status tells it exactly in every case; it is for people and for alerts that wait for minutes.
 */
final class PhaseStart {

  private PhaseStart() {}

  /** The time; null if the status does not tell. */
  static @Nullable Instant of(Rollout rollout) {
    RolloutStatus status = rollout.getStatus();
    if (status == null || status.phase() == null) {
      return null;
    }
    return switch (status.phase()) {
      case HEALTHY -> transition(status, "Healthy");
      case PAUSED ->
          first(
              status.pauseConditions().stream()
                  .map(PauseCondition::startTime)
                  .filter(Objects::nonNull)
                  .min(Comparator.naturalOrder())
                  .orElse(null),
              transition(status, "Paused"));
      case DEGRADED ->
          first(
              status.aborted() ? status.abortedAt() : null,
              transition(status, "InvalidSpec"),
              transition(status, "Progressing"));
      default -> first(started(status), transition(status, "Healthy"));
    };
  }

  private static @Nullable Instant started(RolloutStatus status) {
    return status.duration() == null || status.duration().finishedAt() != null
        ? null
        : status.duration().rolloutStartedAt();
  }

  private static @Nullable Instant transition(RolloutStatus status, String type) {
    return status.conditions().stream()
        .filter(condition -> type.equals(condition.type()))
        .map(RolloutCondition::lastTransitionTime)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Instant first(@Nullable Instant... candidates) {
    return Stream.of(candidates).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
