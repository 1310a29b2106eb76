package dev.serin.rollout.change;

import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.RolloutEvent;
import dev.serin.rollout.analysis.RunRole;
import dev.serin.rollout.status.Reasons;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides to go back.
 *
 * <p>Reasons are: an operator's {@code status.abort}, a failed analysis, experiment or extension,
 * and a passed progress deadline if the Rollout says so. Invariants: an abort is in the status of
 * the very decision that moves the traffic, so each of the two is enough to finish it; only an
 * operator, a full promotion or another template takes it back.
 */
public final class Aborts {
  private Aborts() {}

  /**
   * Whether a judgement could abort now: a change is under way and nobody has decided otherwise.
   */
  public static boolean possible(Pass p, Draft d) {
    return Lifecycle.underWay(p, d)
        && !d.status().aborted()
        && !d.status().fullPromotion()
        && !Lifecycle.retried(d);
  }

  /**
   * Aborts when a run of this change has failed. Uses nothing but the runs and the status.
   *
   * @param roles the runs that matter now
   */
  public static void byRuns(Pass p, Draft d, List<RunRole> roles) {
    if (!possible(p, d)) {
      return;
    }
    for (RunRole role : roles) {
      AnalysisRunReference run = Runs.reference(d, role);
      if (run != null && run.status() != null) {
        judge(p, d, run.status(), run.message(), role.abortMessage(), Pauses.INCONCLUSIVE);
      }
    }
  }

  /**
   * Acts on a verdict.
   *
   * @param message what the verdict says
   * @param prefix begins the reason of the abort
   * @param pause the reason to pause when there is no conclusion
   */
  public static void judge(
      Pass p,
      Draft d,
      AnalysisPhase verdict,
      @Nullable String message,
      String prefix,
      String pause) {
    switch (verdict) {
      case FAILED, ERROR ->
          abort(d, message == null || message.isEmpty() ? prefix : prefix + ": " + message);
      case INCONCLUSIVE -> {
        if (!Pauses.resumed(d)) {
          Pauses.add(p, d, pause);
        }
      }
      default -> {}
    }
  }

  /** Notes what an operator has asked for, or another part of this pass. */
  public static void settle(Pass p, Draft d) {
    RolloutStatus status = d.status();
    if (!status.aborted()) {
      return;
    }
    int steps = p.change().steps();
    int index = Lifecycle.stable(p, d) ? steps : 0;
    d.update(b -> b.currentStepIndex(steps == 0 ? null : index));
    Pauses.clear(d);
    if (status.abortedAt() == null) {
      d.update(b -> b.abortedAt(WireTime.truncate(p.now())));
      String message = message(p, d);
      if (d.abortReason().isPresent()) {
        d.warning(Reasons.ROLLOUT_ABORTED, message);
      } else {
        d.conclusion(RolloutEvent.Type.WARNING, Reasons.ROLLOUT_ABORTED, message);
      }
    }
  }

  /** Goes back. */
  public static void abort(Draft d, String reason) {
    d.update(b -> b.abort(true));
    d.abortBecause(reason);
  }

  static String message(Pass p, Draft d) {
    String reason = d.abortReason().map(text -> ": " + text).orElse("");
    return "Rollout aborted update to revision " + p.versions().revision() + reason;
  }
}
