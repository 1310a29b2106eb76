package dev.serin.rollout.bluegreen;

import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.analysis.AnalysisRunFactory;
import dev.serin.rollout.analysis.RunRole;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.change.Runs;
import dev.serin.rollout.replicas.ReplicaSets;
import java.util.Optional;
import java.util.Set;

/**
 * The AnalysisRuns of a blue/green change: one before the active Service is switched, once the
 * preview has its pods, and one after it. What they have found stays in the status.
 */
final class Analyses {
  private Analyses() {}

  static void plan(Stage s, Draft d) {
    boolean wanted =
        Lifecycle.underWay(s, d)
            && s.current() != null
            && !d.status().aborted()
            && !Lifecycle.unjudged(s, d)
            && !s.fastRollback(d)
            && !s.active().isEmpty();
    if (!wanted) {
      Runs.terminateOthers(s, d, Set.of());
      return;
    }
    RunRole role = s.switched() ? RunRole.POST_PROMOTION : RunRole.PRE_PROMOTION;
    Optional<RolloutAnalysis> analysis = s.switched() ? s.settings().post() : s.settings().pre();
    boolean begun = Runs.reference(d, role) != null;
    if (analysis.isPresent() && (begun || (ready(s) && !Pauses.byJudgement(d)))) {
      String base = AnalysisRunFactory.promotionName(s.rollout(), s.versions(), role);
      Runs.ensure(s, d, role, base, analysis.get(), Optional.empty());
    }
    AnalysisRunReference run = Runs.reference(d, role);
    Runs.terminateOthers(s, d, run == null ? Set.of() : Set.of(String.valueOf(run.name())));
  }

  private static boolean ready(Stage s) {
    int preview = s.settings().previewReplicas().orElse(s.change().replicas());
    return s.saturated()
        || (!s.switched()
            && ReplicaSets.wanted(s.current()) == preview
            && s.currentAvailable() >= preview);
  }
}
