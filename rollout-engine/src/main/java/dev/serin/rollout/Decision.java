package dev.serin.rollout;

import dev.serin.argo.rollout.RolloutStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do next.
 *
 * <p>{@link #traffic} comes first and depends on nothing: carry it out at once, and write {@code
 * status} at the same time (neither waits for the other; either is enough to find the way after a
 * crash). Then {@link #others}, in order; when one of them fails, stop and decide again.
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
