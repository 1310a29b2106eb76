package dev.serin.rollout.change;

import dev.serin.argo.rollout.RollbackWindow;
import dev.serin.argo.rollout.RolloutSpec;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How versions are to be changed, whatever the strategy: Argo's defaults filled in.
 *
 * @param replicas wanted pods
 * @param maxUnavailable pods that may be missing
 * @param steps number of steps; 0 for a strategy without steps
 * @param stepHash hash of the steps; empty for a strategy without steps
 * @param scaleDownDelay how long the previous version stays
 * @param scaleDownLimit how many old versions may wait for that
 * @param abortScaleDownDelay how long an aborted version stays; empty means for ever
 * @param progressDeadline how long nothing may happen
 * @param abortAtDeadline whether to abort then
 * @param paused whether an operator has stopped the rollout
 * @param rollbackWindow how many revisions one may go back without steps; 0: none
 */
public record ChangeSettings(
    int replicas,
    int maxUnavailable,
    int steps,
    Optional<String> stepHash,
    Duration scaleDownDelay,
    int scaleDownLimit,
    Optional<Duration> abortScaleDownDelay,
    Duration progressDeadline,
    boolean abortAtDeadline,
    boolean paused,
    int rollbackWindow) {

  private static final int DELAY_SECONDS = 30;
  private static final int DEADLINE_SECONDS = 600;

  /**
   * Reads them.
   *
   * @param maxUnavailable worked out by the strategy
   * @param steps number of steps
   * @param stepHash hash of the steps
   * @param delay seconds before the previous version goes; 30 when missing
   * @param limit old versions that may wait for that
   * @param abortDelay seconds before an aborted version goes; 30 when missing, 0: never
   */
  public static ChangeSettings of(
      RolloutSpec spec,
      int maxUnavailable,
      int steps,
      Optional<String> stepHash,
      @Nullable Integer delay,
      @Nullable Integer limit,
      @Nullable Integer abortDelay) {
    RollbackWindow window = spec.rollbackWindow();
    int afterAbort = or(abortDelay, DELAY_SECONDS);
    return new ChangeSettings(
        or(spec.replicas(), 1),
        maxUnavailable,
        steps,
        stepHash,
        Duration.ofSeconds(or(delay, DELAY_SECONDS)),
        or(limit, Integer.MAX_VALUE),
        afterAbort == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(afterAbort)),
        Duration.ofSeconds(or(spec.progressDeadlineSeconds(), DEADLINE_SECONDS)),
        Boolean.TRUE.equals(spec.progressDeadlineAbort()),
        Boolean.TRUE.equals(spec.paused()),
        window == null ? 0 : or(window.revisions(), 0));
  }

  /**
   * For a specification that cannot be worked with: enough to take a change back.
   *
   * @param replicas wanted pods as far as known
   * @param steps number of steps
   */
  public static ChangeSettings onlyTraffic(int replicas, int steps) {
    return new ChangeSettings(
        replicas,
        0,
        steps,
        Optional.empty(),
        Duration.ZERO,
        Integer.MAX_VALUE,
        Optional.empty(),
        Duration.ZERO,
        false,
        false,
        0);
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
