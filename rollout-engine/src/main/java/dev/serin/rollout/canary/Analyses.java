package dev.serin.rollout.canary;

import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.analysis.AnalysisRunFactory;
import dev.serin.rollout.analysis.RunRole;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The AnalysisRuns of a canary: one of the current step, one in the background. */
final class Analyses {
  private Analyses() {}

  /** The runs whose verdicts count now: that of another step does not. */
  static List<RunRole> judging(Situation s, Draft d) {
    List<RunRole> roles = new ArrayList<>();
    AnalysisRunReference step = Runs.reference(d, RunRole.STEP);
    if (step != null && isOfStep(step, s, Lifecycle.index(d))) {
      roles.add(RunRole.STEP);
    }
    roles.add(RunRole.BACKGROUND);
    return roles;
  }

  /** Whether the run belongs to the step at that index of this revision. */
  static boolean isOfStep(AnalysisRunReference run, Situation s, int index) {
    return Runs.hasBase(run.name(), AnalysisRunFactory.stepName(s.rollout(), s.versions(), index));
  }

  static void forgetStep(Draft d) {
    Runs.set(d, RunRole.STEP, null);
  }

  static void plan(Situation s, Draft d) {
    boolean wanted = Lifecycle.underWay(s, d) && !d.status().aborted() && !Lifecycle.unjudged(s, d);
    if (wanted && s.current() != null) {
      int index = Lifecycle.index(d);
      CanaryStep step = s.settings().step(index);
      RolloutAnalysis analysis = step == null ? null : step.analysis();
      if (analysis != null && !analysis.templates().isEmpty()) {
        String base = AnalysisRunFactory.stepName(s.rollout(), s.versions(), index);
        Runs.ensure(s, d, RunRole.STEP, base, analysis, Optional.of(index));
      } else {
        forgetStep(d);
      }
      background(index, s, d);
    } else if (Lifecycle.stable(s, d)) {
      Runs.set(d, RunRole.STEP, null);
      Runs.set(d, RunRole.BACKGROUND, null);
    }
    // Also while somebody has deleted the ReplicaSet: a run that is ended now would not come back.
    Runs.terminateOthers(s, d, wanted ? Runs.names(d) : Set.of());
  }

  /** Whether a run in the background ought to judge this step, and nobody has seen it yet. */
  static boolean awaitsBackground(Situation s, Draft d) {
    return ofBackground(Lifecycle.index(d), s) != null
        && !Lifecycle.unjudged(s, d)
        && !Runs.exists(s, d, RunRole.BACKGROUND);
  }

  private static void background(int index, Situation s, Draft d) {
    RolloutAnalysis analysis = ofBackground(index, s);
    if (analysis == null) {
      Runs.set(d, RunRole.BACKGROUND, null);
      return;
    }
    String base = AnalysisRunFactory.backgroundName(s.rollout(), s.versions());
    Runs.ensure(s, d, RunRole.BACKGROUND, base, analysis, Optional.empty());
  }

  private static @Nullable RolloutAnalysis ofBackground(int index, Situation s) {
    RolloutAnalysis analysis = s.settings().background().orElse(null);
    Integer start = analysis == null ? null : analysis.startingStep();
    return start != null && index < start ? null : analysis;
  }
}
