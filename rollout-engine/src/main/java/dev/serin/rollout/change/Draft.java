package dev.serin.rollout.change;

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
public final class Draft {
  private final List<Action> traffic = new ArrayList<>();
  private final List<Action> others = new ArrayList<>();
  private final List<RolloutEvent> events = new ArrayList<>();
  private final List<RolloutEvent> conclusions = new ArrayList<>();
  private final RolloutStatus before;
  private @Nullable Instant wake;
  private boolean progress;
  private boolean restarted;
  private Optional<String> abortReason = Optional.empty();
  private RolloutStatus status;

  /** Begins with the status as it was observed. */
  public Draft(@Nullable RolloutStatus status) {
    this.before = status == null ? RolloutStatus.empty() : status;
    this.status = before;
  }

  /** The status as it was observed. */
  public RolloutStatus before() {
    return before;
  }

  /** The status as it is going to be. */
  public RolloutStatus status() {
    return status;
  }

  /** Changes the status. */
  public void update(UnaryOperator<RolloutStatusBuilder> change) {
    status = change.apply(status.toBuilder()).build();
  }

  /** Adds an action. */
  public void act(Action action) {
    (action instanceof Action.Traffic ? traffic : others).add(action);
  }

  /** Whether there is such an action already. */
  public boolean plans(Class<? extends Action> kind) {
    return traffic.stream().anyMatch(kind::isInstance)
        || others.stream().anyMatch(kind::isInstance);
  }

  /** Adds an event. */
  public void event(String reason, String message) {
    events.add(new RolloutEvent(RolloutEvent.Type.NORMAL, reason, message));
  }

  /** Adds an event that is told after all others of this pass, as Argo tells it. */
  public void conclusion(RolloutEvent.Type type, String reason, String message) {
    conclusions.add(new RolloutEvent(type, reason, message));
  }

  /** Adds an event that somebody should look at. */
  public void warning(String reason, String message) {
    events.add(new RolloutEvent(RolloutEvent.Type.WARNING, reason, message));
  }

  /** Decide again then, at the latest. */
  public void wakeAt(Instant time) {
    if (wake == null || time.isBefore(wake)) {
      wake = time;
    }
  }

  /** Something has moved on: the progress deadline starts anew. */
  public void progressed() {
    progress = true;
  }

  /** Whether something has moved on. */
  public boolean hasProgressed() {
    return progress;
  }

  /** The change begins anew: another template, or other steps. */
  void restart() {
    restarted = true;
  }

  /** Whether the change begins anew in this pass. */
  boolean restarted() {
    return restarted;
  }

  /** Remembers why this pass aborts, for the condition. */
  void abortBecause(String reason) {
    abortReason = Optional.of(reason);
  }

  /** Why this pass aborts; empty when it does not, or when an operator has asked for it. */
  Optional<String> abortReason() {
    return abortReason;
  }

  /** The decision. */
  public Decision build(Instant now) {
    List<Action> actions = new ArrayList<>(traffic);
    actions.addAll(others);
    List<RolloutEvent> told = new ArrayList<>(events);
    told.addAll(conclusions);
    return new Decision(
        actions,
        status,
        told,
        Optional.ofNullable(wake)
            .map(time -> Duration.between(now, time))
            .map(wait -> wait.isNegative() ? Duration.ZERO : wait));
  }
}
