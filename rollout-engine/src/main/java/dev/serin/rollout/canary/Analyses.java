package dev.serin.rollout.canary;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.Action.CreateAnalysisRun;
import dev.serin.rollout.Action.TerminateAnalysisRun;
import dev.serin.rollout.analysis.AnalysisRunFactory;
import dev.serin.rollout.replicas.ReplicaSets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The AnalysisRuns of a canary: one of the current step, one in the background.
 *
 * <p>Algorithm: {@code status.canary} names both runs.
 *
 * <ol>
 *   <li>{@link #refresh} copies phase and message of the runs into the status.
 *   <li>{@link #plan} works out which of the two ought to run now. One that ought to and has no
 *       name gets the first name that is free ({@code base}, {@code base.1}, ...), or that of a run
 *       under way that a lost status write has left behind; one whose object is absent is created
 *       (again).
 *   <li>Every run under way that ought not to run is terminated.
 * </ol>
 */
final class Analyses {
  private Analyses() {}

  static @Nullable AnalysisRunReference step(Draft d) {
    CanaryStatus canary = d.status().canary();
    return canary == null ? null : canary.currentStepAnalysisRunStatus();
  }

  static @Nullable AnalysisRunReference background(Draft d) {
    CanaryStatus canary = d.status().canary();
    return canary == null ? null : canary.currentBackgroundAnalysisRunStatus();
  }

  /** Whether the run belongs to the step at that index of this revision. */
  static boolean isOfStep(AnalysisRunReference run, Situation s, int index) {
    return hasBase(run.name(), AnalysisRunFactory.stepName(s.rollout(), s.versions(), index));
  }

  static void refresh(Situation s, Draft d) {
    set(d, refreshed(step(d), "Step", s, d), refreshed(background(d), "Background", s, d));
  }

  static void forgetStep(Draft d) {
    set(d, null, background(d));
  }

  /** Forgets runs without a conclusion, so that new ones start; whether there were any. */
  static boolean forgetInconclusive(Draft d) {
    AnalysisRunReference step = unlessInconclusive(step(d));
    AnalysisRunReference background = unlessInconclusive(background(d));
    boolean any = !Objects.equals(step, step(d)) || !Objects.equals(background, background(d));
    set(d, step, background);
    return any;
  }

  static void plan(Situation s, Draft d) {
    boolean wanted =
        Lifecycle.underWay(s, d) && !d.status().aborted() && !d.status().fullPromotion();
    if (wanted && s.current() != null) {
      int index = Lifecycle.index(d);
      CanaryStep step = s.settings().step(index);
      RolloutAnalysis stepAnalysis = step == null ? null : step.analysis();
      AnalysisRunReference stepRun = null;
      if (stepAnalysis != null) {
        String base = AnalysisRunFactory.stepName(s.rollout(), s.versions(), index);
        stepRun = ensure(step(d), base, stepAnalysis, Optional.of(index), s, d);
      }
      set(d, stepRun, backgroundRun(index, s, d));
    } else if (Lifecycle.stable(s, d)) {
      set(d, null, null);
    }
    // Also while somebody has deleted the ReplicaSet: a run that is ended now would not come back.
    Set<String> keep = wanted ? names(d) : Set.of();
    for (AnalysisRun run : s.observation().analysisRuns()) {
      if (!keep.contains(run.getMetadata().getName()) && !over(run) && !terminating(run)) {
        d.act(new TerminateAnalysisRun(run.getMetadata().getName()));
      }
    }
  }

  /** Whether a run in the background ought to judge this step, and nobody has seen it yet. */
  static boolean awaitsBackground(Situation s, Draft d) {
    RolloutAnalysis analysis = s.settings().background().orElse(null);
    Integer start = analysis == null ? null : analysis.startingStep();
    if (analysis == null || (start != null && Lifecycle.index(d) < start)) {
      return false;
    }
    AnalysisRunReference run = background(d);
    return run == null || run.name() == null || find(run.name(), s) == null;
  }

  /** Names of the runs that the status refers to. */
  static Set<String> names(Draft d) {
    Set<String> names = new TreeSet<>();
    AnalysisRunReference step = step(d);
    AnalysisRunReference background = background(d);
    if (step != null && step.name() != null) {
      names.add(step.name());
    }
    if (background != null && background.name() != null) {
      names.add(background.name());
    }
    return names;
  }

  static CanaryStatus with(
      CanaryStatus canary,
      @Nullable AnalysisRunReference step,
      @Nullable AnalysisRunReference background) {
    return new CanaryStatus(
        step,
        background,
        canary.currentExperiment(),
        canary.weights(),
        canary.stablePingPong(),
        canary.stepPluginStatuses(),
        canary.unknown());
  }

  static boolean over(AnalysisRun run) {
    AnalysisPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
    return phase != null && phase.completed();
  }

  private static @Nullable AnalysisRunReference backgroundRun(int index, Situation s, Draft d) {
    RolloutAnalysis analysis = s.settings().background().orElse(null);
    if (analysis == null) {
      return null;
    }
    Integer start = analysis.startingStep();
    if (start != null && index < start) {
      return null;
    }
    String base = AnalysisRunFactory.backgroundName(s.rollout(), s.versions());
    return ensure(background(d), base, analysis, Optional.empty(), s, d);
  }

  private static AnalysisRunReference ensure(
      @Nullable AnalysisRunReference run,
      String base,
      RolloutAnalysis analysis,
      Optional<Integer> step,
      Situation s,
      Draft d) {
    AnalysisRunReference wanted =
        run != null && hasBase(run.name(), base)
            ? run
            : new AnalysisRunReference(free(base, s), AnalysisPhase.PENDING, null, Map.of());
    String name = wanted.name() == null ? base : wanted.name();
    if (find(name, s) == null) {
      d.act(
          new CreateAnalysisRun(
              AnalysisRunFactory.create(
                  name,
                  analysis,
                  step,
                  s.observation(),
                  s.versions(),
                  ReplicaSets.hash(s.versions().stable()))));
    }
    return wanted;
  }

  private static String free(String base, Situation s) {
    String name = base;
    for (int i = 1; ; i++) {
      AnalysisRun run = find(name, s);
      if (run == null || (!over(run) && !terminating(run))) {
        return name;
      }
      name = base + "." + i;
    }
  }

  private static boolean hasBase(@Nullable String name, String base) {
    return name != null && (name.equals(base) || name.matches("\\Q" + base + "\\E\\.\\d+"));
  }

  private static @Nullable AnalysisRun find(String name, Situation s) {
    List<AnalysisRun> runs = s.observation().analysisRuns();
    return runs.stream()
        .filter(run -> name.equals(run.getMetadata().getName()))
        .findFirst()
        .orElse(null);
  }

  private static boolean terminating(AnalysisRun run) {
    return run.getSpec() != null && Boolean.TRUE.equals(run.getSpec().terminate());
  }

  private static @Nullable AnalysisRunReference unlessInconclusive(
      @Nullable AnalysisRunReference run) {
    return run != null && run.status() == AnalysisPhase.INCONCLUSIVE ? null : run;
  }

  private static @Nullable AnalysisRunReference refreshed(
      @Nullable AnalysisRunReference before, String type, Situation s, Draft d) {
    AnalysisRun run = before == null || before.name() == null ? null : find(before.name(), s);
    if (before == null || run == null || run.getStatus() == null) {
      return before;
    }
    AnalysisPhase phase = run.getStatus().phase();
    if (phase == null
        || (phase == before.status()
            && String.valueOf(run.getStatus().message())
                .equals(String.valueOf(before.message())))) {
      return before;
    }
    AnalysisPhase old = before.status();
    if (phase != old) {
      String message =
          "%s Analysis Run '%s' Status New: '%s' Previous: '%s'"
              .formatted(
                  type,
                  before.name(),
                  phase.wireName(),
                  old == null ? "NoPreviousStatus" : old.wireName());
      if (phase == AnalysisPhase.FAILED || phase == AnalysisPhase.ERROR) {
        d.warning("AnalysisRun" + phase.wireName(), message);
      } else {
        d.event("AnalysisRun" + phase.wireName(), message);
      }
    }
    return new AnalysisRunReference(
        before.name(), phase, run.getStatus().message(), before.unknown());
  }

  private static void set(
      Draft d, @Nullable AnalysisRunReference step, @Nullable AnalysisRunReference background) {
    CanaryStatus canary = d.status().canary();
    if (canary == null && step == null && background == null) {
      return;
    }
    CanaryStatus base =
        canary == null
            ? new CanaryStatus(null, null, null, null, null, List.of(), Map.of())
            : canary;
    d.update(b -> b.canary(with(base, step, background)));
  }
}
