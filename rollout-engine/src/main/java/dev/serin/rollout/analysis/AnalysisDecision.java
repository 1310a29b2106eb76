package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.rollout.RolloutEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an analysis has come to.
 *
 * @param status the whole new status; equal to the observed one when nothing has changed, and then
 *     nothing needs to be written. It holds everything that the next decision needs.
 * @param events events to record, in order
 * @param requeueAfter measure and decide again after this time; empty when the run is over
 */
public record AnalysisDecision(
    AnalysisRunStatus status, List<RolloutEvent> events, Optional<Duration> requeueAfter) {

  /** Copies the collections. */
  public AnalysisDecision {
    events = List.copyOf(events);
  }
}
