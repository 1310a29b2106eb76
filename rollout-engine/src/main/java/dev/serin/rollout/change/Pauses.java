package dev.serin.rollout.change;

import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.PauseCondition;
import dev.serin.rollout.status.Reasons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pauses of the controller: {@code status.pauseConditions} says why it waits, and {@code
 * controllerPause} that it does; an operator who empties the former resumes.
 */
public final class Pauses {
  /** A step of a canary is a pause. */
  public static final String CANARY_STEP = "CanaryPauseStep";

  /** A blue/green change waits for its promotion. */
  public static final String BLUE_GREEN = "BlueGreenPause";

  /** An analysis has come to no conclusion. */
  public static final String INCONCLUSIVE = "InconclusiveAnalysisRun";

  /** An experiment has come to no conclusion. */
  public static final String INCONCLUSIVE_EXPERIMENT = "InconclusiveExperiment";

  private Pauses() {}

  /** Whether the change waits for this reason. */
  public static boolean by(Draft d, String reason) {
    return d.status().pauseConditions().stream().anyMatch(c -> reason.equals(c.reason()));
  }

  /** Whether somebody has to judge what an analysis or an experiment could not. */
  public static boolean byJudgement(Draft d) {
    return by(d, INCONCLUSIVE) || by(d, INCONCLUSIVE_EXPERIMENT);
  }

  /** Since when the change waits for this reason; now if it does not. */
  public static Instant since(Pass p, Draft d, String reason) {
    return d.status().pauseConditions().stream()
        .filter(condition -> reason.equals(condition.reason()))
        .map(PauseCondition::startTime)
        .filter(start -> start != null)
        .findFirst()
        .orElse(p.now());
  }

  /** Begins to wait, unless the change waits for this reason already. */
  public static void add(Pass p, Draft d, String reason) {
    if (by(d, reason)) {
      return;
    }
    List<PauseCondition> conditions = new ArrayList<>(d.status().pauseConditions());
    conditions.add(new PauseCondition(reason, WireTime.truncate(p.now()), Map.of()));
    d.update(b -> b.pauseConditions(conditions).controllerPause(true));
    d.event(Reasons.ROLLOUT_PAUSED, "Rollout is paused (" + reason + ")");
  }

  /** Waits for this reason no longer. */
  public static void remove(Draft d, String reason) {
    List<PauseCondition> left =
        d.status().pauseConditions().stream()
            .filter(condition -> !reason.equals(condition.reason()))
            .toList();
    d.update(b -> b.pauseConditions(left).controllerPause(left.isEmpty() ? null : true));
  }

  /** Waits for nothing. */
  public static void clear(Draft d) {
    d.update(b -> b.pauseConditions(List.of()).controllerPause(null));
  }

  /** Whether somebody has emptied the reasons for which the controller had paused. */
  public static boolean resumed(Draft d) {
    return d.status().pausedByController() && d.status().pauseConditions().isEmpty();
  }
}
