package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.rollout.measure.Answer;
import dev.serin.rollout.measure.MetricQuery;
import java.time.Instant;
import java.util.List;

/** Decides about AnalysisRuns of any specification; {@link Analysis} does it for one. */
public final class AnalysisEngine {
  /** An engine; it holds no state. */
  public AnalysisEngine() {}

  /** What has to be measured for the run now. */
  public List<MetricQuery> queries(AnalysisRun run, Instant now) {
    return new Analysis(run.getSpec()).queries(run.getStatus(), now);
  }

  /**
   * Decides.
   *
   * @param run the run, with its status
   * @param answers what was measured since the last decision, oldest first; may be empty
   * @param now the time
   * @return the same for the same arguments
   */
  public AnalysisDecision decide(AnalysisRun run, List<? extends Answer> answers, Instant now) {
    return new Analysis(run.getSpec()).decide(run.getStatus(), answers, now);
  }
}
