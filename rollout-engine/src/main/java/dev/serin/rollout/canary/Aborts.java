package dev.serin.rollout.canary;

import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.status.Reasons;
import org.jspecify.annotations.Nullable;

/**
 * Decides to go back.
 *
 * <p>Reasons are: an operator's {@code status.abort}, a failed analysis (of a step or in the
 * background), and a passed progress deadline if the Rollout says so. Invariants: an abort is in
 * the status of the very decision that moves the traffic, so each of the two is enough to finish
 * it; only an operator, a full promotion or another template takes it back.
 */
final class Aborts {
  private Aborts() {}

  /** Aborts when a run of this version has failed. Uses nothing but the runs and the status. */
  static void byAnalysis(Situation s, Draft d) {
    Analyses.refresh(s, d);
    if (!Lifecycle.underWay(s, d)
        || d.status().aborted()
        || d.status().fullPromotion()
        || Lifecycle.retried(d)) {
      return;
    }
    AnalysisRunReference step = Analyses.step(d);
    if (step != null && Analyses.isOfStep(step, s, Lifecycle.index(d))) {
      judge(step, "Step-based", s, d);
    }
    judge(Analyses.background(d), "Background", s, d);
  }

  /** Notes what an operator has asked for, or another part of this pass. */
  static void settle(Situation s, Draft d) {
    RolloutStatus status = d.status();
    if (!status.aborted()) {
      return;
    }
    int steps = s.settings().steps().size();
    int index = Lifecycle.stable(s, d) ? steps : 0;
    d.update(b -> b.currentStepIndex(steps == 0 ? null : index));
    Lifecycle.clearPauses(d);
    if (status.abortedAt() == null) {
      d.update(b -> b.abortedAt(WireTime.truncate(s.now())));
      d.update(b -> b.duration(Lifecycle.finished(s, d, "Aborted")));
      d.warning(Reasons.ROLLOUT_ABORTED, message(s, d));
    }
  }

  static void abort(Draft d, String reason) {
    d.update(b -> b.abort(true));
    d.abortBecause(reason);
  }

  static String message(Situation s, Draft d) {
    String reason = d.abortReason().map(text -> ": " + text).orElse("");
    return "Rollout aborted update to revision " + s.versions().revision() + reason;
  }

  private static void judge(@Nullable AnalysisRunReference run, String kind, Situation s, Draft d) {
    AnalysisPhase phase = run == null ? null : run.status();
    if (run == null || phase == null) {
      return;
    }
    switch (phase) {
      case FAILED, ERROR ->
          abort(
              d,
              kind
                  + " analysis phase error/failed: "
                  + (run.message() == null ? phase.wireName() : run.message()));
      case INCONCLUSIVE -> {
        boolean resumed = d.status().pausedByController() && d.status().pauseConditions().isEmpty();
        if (!resumed) {
          Steps.pause(s, d, Steps.INCONCLUSIVE);
        }
      }
      default -> {}
    }
  }
}
