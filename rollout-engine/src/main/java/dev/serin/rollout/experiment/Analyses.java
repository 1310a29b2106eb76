package dev.serin.rollout.experiment;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.TemplateReference;
import dev.serin.argo.experiment.ExperimentAnalysis;
import dev.serin.argo.experiment.ExperimentRunStatus;
import dev.serin.rollout.experiment.ExperimentAction.CreateAnalysisRun;
import dev.serin.rollout.experiment.ExperimentAction.TerminateAnalysisRun;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The analyses of an Experiment.
 *
 * <p>Algorithm: before all pods were available, it is only looked whether the templates exist. Then
 * each analysis gets a run, whose phase and message the status repeats. When the Experiment ends,
 * runs under way are terminated.
 */
final class Analyses {
  private Analyses() {}

  static void plan(ExperimentAnalysis analysis, Draft d) {
    ExperimentRunStatus before =
        d.before()
            .analysis(analysis.name())
            .orElseGet(() -> ExperimentRunStatus.begin(analysis.name()));
    ExperimentRunStatus after = after(analysis, before, d);
    tell(before, after, d);
    d.analysis(after);
  }

  private static ExperimentRunStatus after(
      ExperimentAnalysis analysis, ExperimentRunStatus before, Draft d) {
    if (d.before().availableAt() == null) {
      return verified(analysis, before, d);
    }
    if (before.analysisRun().isEmpty()) {
      return d.ending() ? before : created(analysis, before, d);
    }
    if (before.phase() != null && before.phase().completed()) {
      return before;
    }
    Optional<AnalysisRun> run = find(before.analysisRun(), d);
    if (run.isEmpty()) {
      return before.withPhase(
          AnalysisPhase.ERROR,
          "analysisruns.argoproj.io \"%s\" not found".formatted(before.analysisRun()));
    }
    if (d.ending()) {
      terminate(analysis, run.get(), d);
      return before;
    }
    return run.get().getStatus() == null || run.get().getStatus().phase() == null
        ? before
        : before.withPhase(run.get().getStatus().phase(), run.get().getStatus().message());
  }

  private static ExperimentRunStatus verified(
      ExperimentAnalysis analysis, ExperimentRunStatus before, Draft d) {
    boolean cluster = Boolean.TRUE.equals(analysis.clusterScope());
    TemplateReference own =
        new TemplateReference(analysis.templateName(), analysis.clusterScope(), Map.of());
    boolean known = !d.seen().templates().resolve(List.of(own)).isEmpty();
    return known
        ? before
        : before.withPhase(
            AnalysisPhase.ERROR,
            "%s verification failed for analysis '%s': %s.argoproj.io \"%s\" not found"
                .formatted(
                    cluster ? "ClusterAnalysisTemplate" : "AnalysisTemplate",
                    analysis.name(),
                    cluster ? "clusteranalysistemplate" : "analysistemplate",
                    analysis.templateName()));
  }

  private static ExperimentRunStatus created(
      ExperimentAnalysis analysis, ExperimentRunStatus before, Draft d) {
    String name = free(d.name() + "-" + analysis.name(), d);
    Optional<AnalysisRun> existing = find(name, d);
    if (existing.isPresent()) {
      return before.withRun(name);
    }
    try {
      AnalysisRun run = ExperimentRun.of(name, analysis, d);
      Optional<String> obstacle = d.seen().obstacles().against(run);
      if (obstacle.isPresent()) {
        throw new UnresolvedException(obstacle.get());
      }
      d.act(new CreateAnalysisRun(run));
      return before.withRun(name);
    } catch (UnresolvedException problem) {
      return before.withPhase(
          AnalysisPhase.ERROR,
          "Failed to create AnalysisRun for analysis '%s': %s"
              .formatted(analysis.name(), problem.getMessage()));
    }
  }

  /** The first name that nobody has, or that of a run that a lost status write has left behind. */
  private static String free(String base, Draft d) {
    String name = base;
    for (int i = 1; ; i++) {
      Optional<AnalysisRun> run = find(name, d);
      boolean foreign = d.seen().obstacles().taken().contains(Obstacles.key("AnalysisRun", name));
      if (!foreign && run.filter(Analyses::spent).isEmpty()) {
        return name;
      }
      name = base + "." + i;
    }
  }

  private static boolean spent(AnalysisRun run) {
    return over(run) || terminating(run);
  }

  private static void terminate(ExperimentAnalysis analysis, AnalysisRun run, Draft d) {
    if (!spent(run)) {
      String name = run.getMetadata().getName();
      d.event(
          true, "AnalysisRunTerminating", "Terminating %s (%s)".formatted(analysis.name(), name));
      d.act(new TerminateAnalysisRun(name));
    }
  }

  /** The Rollout is told too, and as a warning, as upstream does, for those who are notified. */
  private static void tell(ExperimentRunStatus before, ExperimentRunStatus after, Draft d) {
    AnalysisPhase phase = after.phase();
    if (phase == null || phase == before.phase()) {
      return;
    }
    String why = after.message() == null || after.message().isEmpty() ? "" : ": " + after.message();
    String message =
        "AnalysisRun '%s' transitioned from %s -> %s%s"
            .formatted(after.name(), wireName(before.phase()), phase.wireName(), why);
    String reason = "AnalysisRun" + phase.wireName();
    boolean good = !phase.completed() || phase == AnalysisPhase.SUCCESSFUL;
    d.event(good, reason, message);
    d.rolloutEvent(reason, message);
  }

  private static String wireName(@Nullable AnalysisPhase phase) {
    return phase == null ? "" : phase.wireName();
  }

  private static Optional<AnalysisRun> find(String name, Draft d) {
    return d.seen().analysisRuns().stream()
        .filter(run -> Objects.equals(name, run.getMetadata().getName()))
        .findFirst();
  }

  private static boolean over(AnalysisRun run) {
    AnalysisPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
    return phase != null && phase.completed();
  }

  private static boolean terminating(AnalysisRun run) {
    return run.getSpec() != null && Boolean.TRUE.equals(run.getSpec().terminate());
  }
}
