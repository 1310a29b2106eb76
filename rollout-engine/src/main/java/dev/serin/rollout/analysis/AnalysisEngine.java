package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides what an AnalysisRun has come to. */
public final class AnalysisEngine {

  /** An engine; it holds no state. */
  public AnalysisEngine() {}

  /** What has to be measured for the run; nothing when it is over, or does not make sense. */
  public List<MetricQuery> queries(AnalysisRun run) {
    return List.of();
  }

  /**
   * Decides.
   *
   * @param run the run, with its status
   * @param samples what was measured since the last decision, oldest first; may be empty
   * @param now the time
   * @return the same for the same arguments
   */
  public AnalysisDecision decide(AnalysisRun run, List<Sample> samples, Instant now) {
    return new AnalysisDecision(run.getStatus(), List.of(), Optional.empty());
  }
}
