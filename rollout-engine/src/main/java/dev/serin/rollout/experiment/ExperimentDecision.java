package dev.serin.rollout.experiment;

import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.rollout.RolloutEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do next for an Experiment: carry out the actions in order, and write the status when all
 * of them are done, so that the status never names what does not exist.
 *
 * @param actions what to change
 * @param status the whole new status; write what differs from the observed one as a merge patch
 * @param events events about the Experiment, in order
 * @param rolloutEvents events about the Rollout that it belongs to, if it does to one
 * @param requeueAfter decide again after this time at the latest, even if nothing happens
 */
public record ExperimentDecision(
    List<ExperimentAction> actions,
    ExperimentStatus status,
    List<RolloutEvent> events,
    List<RolloutEvent> rolloutEvents,
    Optional<Duration> requeueAfter) {

  /** Copies the collections. */
  public ExperimentDecision {
    actions = List.copyOf(actions);
    events = List.copyOf(events);
    rolloutEvents = List.copyOf(rolloutEvents);
  }
}
