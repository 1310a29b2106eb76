package dev.serin.rollout.simulation.invariant;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.BlueGreenStatus;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import java.util.Objects;
import java.util.stream.Stream;

/** A version that has failed its analysis, or was given up, gains no traffic. */
final class UnhealthyGainsNothing extends Invariant {
  UnhealthyGainsNothing() {
    super("an unhealthy version gains nothing");
  }

  @Override
  void decided(Seen seen, Decision decision) {
    RolloutStatus status = decision.status();
    boolean unhealthy = Seen.unhealthy(status) || failed(seen, status);
    if (!unhealthy) {
      return;
    }
    int before = seen.weight();
    int after = seen.weightAfter(decision);
    check(after <= before, "its weight rises from %d to %d", before, after);
    for (Action.Traffic action : decision.traffic()) {
      check(
          !seen.is(Traits.Kind.BLUE_GREEN)
              || !(action instanceof Action.PointService point)
              || !point.service().equals("cart-stable")
              || !point.podTemplateHash().equals(status.currentPodHash()),
          "%s is given all users",
          String.valueOf(status.currentPodHash()));
    }
  }

  /** Whether a run that the change under way is judged by has failed. */
  private static boolean failed(Seen seen, RolloutStatus status) {
    if (String.valueOf(status.currentPodHash()).equals(status.stableRS())
        || status.fullPromotion()) {
      return false;
    }
    return judges(status)
        .anyMatch(
            name ->
                seen.observation().analysisRuns().stream()
                    .filter(run -> run.getMetadata().getName().equals(name))
                    .anyMatch(UnhealthyGainsNothing::failed));
  }

  private static boolean failed(AnalysisRun run) {
    return run.getStatus() != null
        && (run.getStatus().phase() == AnalysisPhase.FAILED
            || run.getStatus().phase() == AnalysisPhase.ERROR);
  }

  private static Stream<String> judges(RolloutStatus status) {
    CanaryStatus canary = status.canary();
    BlueGreenStatus blueGreen = status.blueGreen();
    return Stream.of(
            canary == null ? null : canary.currentStepAnalysisRunStatus(),
            canary == null ? null : canary.currentBackgroundAnalysisRunStatus(),
            blueGreen == null ? null : blueGreen.prePromotionAnalysisRunStatus(),
            blueGreen == null ? null : blueGreen.postPromotionAnalysisRunStatus())
        .filter(Objects::nonNull)
        .map(AnalysisRunReference::name)
        .filter(Objects::nonNull);
  }
}
