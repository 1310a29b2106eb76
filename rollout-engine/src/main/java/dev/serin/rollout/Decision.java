package dev.serin.rollout;

import dev.serin.argo.rollout.RolloutStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do next.
 *
 * <p>{@link #retreats} come first and depend on nothing: carry them out at once, and write {@code
 * status} at the same time (neither waits for the other; either is enough to find the way after a
 * crash). Once the status is written, {@link #advances}; then {@link #others}, in order. When
 * something fails, stop and decide again.
 *
 * @param actions all actions in order, those on traffic first
 * @param status the whole new status; write what differs from the observed one as a merge patch
 * @param events events to record, in order
 * @param requeueAfter decide again after this time at the latest, even if nothing happens
 */
public record Decision(
    List<Action> actions,
    RolloutStatus status,
    List<RolloutEvent> events,
    Optional<Duration> requeueAfter) {

  /** Copies the collections. */
  public Decision {
    actions = List.copyOf(actions);
    events = List.copyOf(events);
  }

  /**
   * The actions that take traffic from a canary. They wait for nothing.
   *
   * <p>The others on traffic, which may send more of it to a canary, wait until the status is
   * written. That write is refused when the Rollout has changed since it was observed, so that a
   * controller whose view is old, such as one that has just lost its lease, sends nothing to what
   * another has just taken back.
   */
  public List<Action.Traffic> retreats() {
    return traffic().stream().filter(this::retreats).toList();
  }

  /** The actions on traffic that are no retreats. */
  public List<Action.Traffic> advances() {
    return traffic().stream().filter(action -> !retreats(action)).toList();
  }

  private boolean retreats(Action.Traffic action) {
    return status.aborted()
        || (action instanceof Action.SetRouteWeights weights && weights.canaryWeight() == 0);
  }

  /** The actions that move traffic. */
  public List<Action.Traffic> traffic() {
    return actions.stream()
        .filter(Action.Traffic.class::isInstance)
        .map(Action.Traffic.class::cast)
        .toList();
  }

  /** The actions that do not move traffic. */
  public List<Action> others() {
    return actions.stream().filter(action -> !(action instanceof Action.Traffic)).toList();
  }
}
