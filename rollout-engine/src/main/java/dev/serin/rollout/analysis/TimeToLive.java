package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.TtlStrategy;
import java.time.Instant;
import java.util.Optional;

/** How long AnalysisRuns that are over stay. */
public final class TimeToLive {
  private TimeToLive() {}

  /** When a run may be deleted; empty for one that is to be kept, or is not over. */
  public static Optional<Instant> end(AnalysisRun run) {
    TtlStrategy ttl = run.getSpec() == null ? null : run.getSpec().ttlStrategy();
    AnalysisRunStatus status = run.getStatus();
    AnalysisPhase phase = status == null ? null : status.phase();
    Instant completed = status == null ? null : status.completedAt();
    if (ttl == null || phase == null || !phase.completed() || completed == null) {
      return Optional.empty();
    }
    Integer seconds = ttl.secondsAfterCompletion();
    if (phase == AnalysisPhase.SUCCESSFUL && ttl.secondsAfterSuccess() != null) {
      seconds = ttl.secondsAfterSuccess();
    } else if (phase == AnalysisPhase.FAILED && ttl.secondsAfterFailure() != null) {
      seconds = ttl.secondsAfterFailure();
    }
    return seconds == null
        ? Optional.empty()
        : Optional.of(completed.plusSeconds(seconds).plusSeconds(1));
  }
}
