package dev.serin.rollout.canary;

import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.RolloutStatusBuilder;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import dev.serin.rollout.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making; lives for one pass. Actions on traffic come first, whoever adds them.
 */
final class Draft {
  private final List<Action> traffic = new ArrayList<>();
  private final List<Action> others = new ArrayList<>();
  private final List<RolloutEvent> events = new ArrayList<>();
  private @Nullable Instant wake;
  private boolean progress;
  private Optional<String> abortReason = Optional.empty();
  private RolloutStatus status;

  Draft(RolloutStatus status) {
    this.status = status;
  }

  RolloutStatus status() {
    return status;
  }

  void update(UnaryOperator<RolloutStatusBuilder> change) {
    status = change.apply(status.toBuilder()).build();
  }

  void act(Action action) {
    (action instanceof Action.Traffic ? traffic : others).add(action);
  }

  void event(String reason, String message) {
    events.add(new RolloutEvent(RolloutEvent.Type.NORMAL, reason, message));
  }

  void warning(String reason, String message) {
    events.add(new RolloutEvent(RolloutEvent.Type.WARNING, reason, message));
  }

  /** Decide again then, at the latest. */
  void wakeAt(Instant time) {
    if (wake == null || time.isBefore(wake)) {
      wake = time;
    }
  }

  /** Something has moved on: the progress deadline starts anew. */
  void progressed() {
    progress = true;
  }

  boolean hasProgressed() {
    return progress;
  }

  /** Remembers why this pass aborts, for the condition. */
  void abortBecause(String reason) {
    abortReason = Optional.of(reason);
  }

  Optional<String> abortReason() {
    return abortReason;
  }

  Decision build(Instant now) {
    List<Action> actions = new ArrayList<>(traffic);
    actions.addAll(others);
    return new Decision(
        actions,
        status,
        events,
        Optional.ofNullable(wake)
            .map(time -> Duration.between(now, time))
            .map(wait -> wait.isNegative() ? Duration.ZERO : wait));
  }
}
