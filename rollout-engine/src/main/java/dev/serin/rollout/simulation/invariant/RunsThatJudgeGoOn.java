package dev.serin.rollout.simulation.invariant;

import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;

/** A run that the change under way depends on is not ended. */
final class RunsThatJudgeGoOn extends Invariant {
  RunsThatJudgeGoOn() {
    super("runs that judge go on");
  }

  @Override
  void decided(Seen seen, Decision decision) {
    RolloutStatus status = decision.status();
    CanaryStatus canary = status.canary();
    AnalysisRunReference run = canary == null ? null : canary.currentBackgroundAnalysisRunStatus();
    if (run == null || status.aborted() || status.fullPromotion()) {
      return;
    }
    for (Action action : decision.others()) {
      check(
          !(action instanceof Action.TerminateAnalysisRun terminate)
              || !terminate.analysisRun().equals(run.name()),
          "%s is needed and terminated",
          String.valueOf(run.name()));
    }
  }
}
