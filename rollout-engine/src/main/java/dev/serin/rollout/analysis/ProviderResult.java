package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.rollout.measure.Measured;
import org.jspecify.annotations.Nullable;

/** Counts the measurements of providers. */
final class ProviderResult {
  private ProviderResult() {}

  /** The result after one more measurement; after the end of the metric nothing counts. */
  static MetricResult after(
      @Nullable MetricResult before, Measured measured, AnalysisRunSpec spec) {
    if (before != null && MetricAssessment.completed(before)) {
      return before;
    }
    boolean resumed = before != null && MetricAssessment.underWay(before);
    boolean dry = MetricNames.dry(spec, measured.metric());
    ResultDraft draft =
        before == null
            ? ResultDraft.begin(measured.metric(), dry).metadata(measured.metadata())
            : new ResultDraft(before);
    Measurement measurement = measured.measurement();
    AnalysisPhase phase = measurement.phase();
    if (phase != null && phase.completed()) {
      draft.counted(phase);
    }
    return draft
        .measurement(measurement, resumed)
        .keep(MetricNames.kept(spec, measured.metric(), MetricJudge.KEPT))
        .result();
  }
}
