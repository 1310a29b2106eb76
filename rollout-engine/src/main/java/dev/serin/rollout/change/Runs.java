package dev.serin.rollout.change;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.BlueGreenStatus;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.Action.CreateAnalysisRun;
import dev.serin.rollout.Action.TerminateAnalysisRun;
import dev.serin.rollout.analysis.AnalysisRunFactory;
import dev.serin.rollout.analysis.RunRole;
import dev.serin.rollout.replicas.ReplicaSets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The AnalysisRuns of a change. The status names one for each role.
 *
 * <p>Algorithm: {@link #refresh} copies phase and message of the runs into the status. {@link
 * #ensure} gives a run that ought to be there and has no name the first name that is free ({@code
 * base}, {@code base.1}, ...), or that of a run under way that a lost status write has left behind;
 * one whose object is absent is created (again). {@link #terminateOthers} ends every other run that
 * is under way.
 */
public final class Runs {
  private Runs() {}

  /** The run of a role, as the status has it. */
  public static @Nullable AnalysisRunReference reference(Draft d, RunRole role) {
    CanaryStatus canary = d.status().canary();
    BlueGreenStatus blueGreen = d.status().blueGreen();
    return switch (role) {
      case STEP -> canary == null ? null : canary.currentStepAnalysisRunStatus();
      case BACKGROUND -> canary == null ? null : canary.currentBackgroundAnalysisRunStatus();
      case PRE_PROMOTION -> blueGreen == null ? null : blueGreen.prePromotionAnalysisRunStatus();
      case POST_PROMOTION -> blueGreen == null ? null : blueGreen.postPromotionAnalysisRunStatus();
    };
  }

  /** Sets the run of a role in the status. */
  public static void set(Draft d, RunRole role, @Nullable AnalysisRunReference run) {
    if (Objects.equals(run, reference(d, role))) {
      return;
    }
    CanaryStatus canary = orEmpty(d.status().canary());
    BlueGreenStatus blueGreen = orEmpty(d.status().blueGreen());
    AnalysisRunReference step = canary.currentStepAnalysisRunStatus();
    AnalysisRunReference background = canary.currentBackgroundAnalysisRunStatus();
    AnalysisRunReference pre = blueGreen.prePromotionAnalysisRunStatus();
    AnalysisRunReference post = blueGreen.postPromotionAnalysisRunStatus();
    switch (role) {
      case STEP -> d.update(b -> b.canary(canary.withRuns(run, background)));
      case BACKGROUND -> d.update(b -> b.canary(canary.withRuns(step, run)));
      case PRE_PROMOTION -> d.update(b -> b.blueGreen(blueGreen.withRuns(run, post)));
      case POST_PROMOTION -> d.update(b -> b.blueGreen(blueGreen.withRuns(pre, run)));
    }
  }

  /** Copies what the runs have found into the status. */
  public static void refresh(Pass p, Draft d) {
    for (RunRole role : RunRole.values()) {
      AnalysisRunReference before = reference(d, role);
      if (before != null) {
        set(d, role, refreshed(before, role, p, d));
      }
    }
  }

  /** Forgets the runs of all roles. */
  public static void forgetAll(Draft d) {
    for (RunRole role : RunRole.values()) {
      set(d, role, null);
    }
  }

  /** Forgets runs without a conclusion, so that new ones start; whether there were any. */
  public static boolean forgetInconclusive(Draft d) {
    boolean any = false;
    for (RunRole role : RunRole.values()) {
      AnalysisRunReference run = reference(d, role);
      if (run != null && run.status() == AnalysisPhase.INCONCLUSIVE) {
        set(d, role, null);
        any = true;
      }
    }
    return any;
  }

  /**
   * Sees to it that a run is there.
   *
   * @param base its name, before any suffix
   * @param analysis what it does
   * @param step index of its step
   */
  public static void ensure(
      Pass p,
      Draft d,
      RunRole role,
      String base,
      RolloutAnalysis analysis,
      Optional<Integer> step) {
    AnalysisRunReference run = reference(d, role);
    AnalysisRunReference wanted =
        run != null && hasBase(run.name(), base)
            ? run
            : new AnalysisRunReference(free(base, p), AnalysisPhase.PENDING, null, Map.of());
    String name = wanted.name() == null ? base : wanted.name();
    if (find(name, p) == null) {
      d.act(
          new CreateAnalysisRun(
              AnalysisRunFactory.create(
                  name,
                  analysis,
                  role,
                  step,
                  p.observation(),
                  p.versions(),
                  ReplicaSets.hash(p.versions().stable()))));
    }
    set(d, role, wanted);
  }

  /** Ends every run under way but these. */
  public static void terminateOthers(Pass p, Draft d, Set<String> keep) {
    for (AnalysisRun run : p.observation().analysisRuns()) {
      if (!keep.contains(run.getMetadata().getName()) && !over(run) && !terminating(run)) {
        d.act(new TerminateAnalysisRun(run.getMetadata().getName()));
      }
    }
  }

  /** Whether the run that the status has for a role exists. */
  public static boolean exists(Pass p, Draft d, RunRole role) {
    AnalysisRunReference run = reference(d, role);
    return run != null && run.name() != null && find(run.name(), p) != null;
  }

  /** Whether the run of a role was successful. */
  public static boolean successful(Draft d, RunRole role) {
    AnalysisRunReference run = reference(d, role);
    return run != null && run.status() == AnalysisPhase.SUCCESSFUL;
  }

  /** Names of the runs that the status refers to. */
  public static Set<String> names(Draft d) {
    Set<String> names = new TreeSet<>();
    for (RunRole role : RunRole.values()) {
      AnalysisRunReference run = reference(d, role);
      if (run != null && run.name() != null) {
        names.add(run.name());
      }
    }
    return names;
  }

  /** Whether a name is this base, or it with a number behind. */
  public static boolean hasBase(@Nullable String name, String base) {
    return name != null && (name.equals(base) || name.matches("\\Q" + base + "\\E\\.\\d+"));
  }

  static boolean over(AnalysisRun run) {
    AnalysisPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
    return phase != null && phase.completed();
  }

  private static String free(String base, Pass p) {
    String name = base;
    for (int i = 1; ; i++) {
      AnalysisRun run = find(name, p);
      if (run == null || (!over(run) && !terminating(run))) {
        return name;
      }
      name = base + "." + i;
    }
  }

  private static @Nullable AnalysisRun find(String name, Pass p) {
    List<AnalysisRun> runs = p.observation().analysisRuns();
    return runs.stream()
        .filter(run -> name.equals(run.getMetadata().getName()))
        .findFirst()
        .orElse(null);
  }

  private static boolean terminating(AnalysisRun run) {
    return run.getSpec() != null && Boolean.TRUE.equals(run.getSpec().terminate());
  }

  private static AnalysisRunReference refreshed(
      AnalysisRunReference before, RunRole role, Pass p, Draft d) {
    AnalysisRun run = before.name() == null ? null : find(before.name(), p);
    if (run == null || run.getStatus() == null) {
      return before;
    }
    AnalysisPhase phase = run.getStatus().phase();
    AnalysisPhase old = before.status();
    if (phase == null
        || (phase == old && Objects.equals(run.getStatus().message(), before.message()))) {
      return before;
    }
    if (phase != old) {
      String message =
          "%s Analysis Run '%s' Status New: '%s' Previous: '%s'"
              .formatted(
                  role.label(),
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

  private static CanaryStatus orEmpty(@Nullable CanaryStatus status) {
    return status == null ? CanaryStatus.empty() : status;
  }

  private static BlueGreenStatus orEmpty(@Nullable BlueGreenStatus status) {
    return status == null ? BlueGreenStatus.empty() : status;
  }
}
