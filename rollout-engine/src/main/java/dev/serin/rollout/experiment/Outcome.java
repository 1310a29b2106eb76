package dev.serin.rollout.experiment;

import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.experiment.ExperimentAnalysis;
import dev.serin.argo.experiment.ExperimentRunStatus;
import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.argo.experiment.ExperimentTemplateStatus;
import org.jspecify.annotations.Nullable;

/**
 * The phase of an Experiment.
 *
 * <p>Algorithm: it begins as Pending. Templates say Pending while one has not its pods, Running
 * while all have, else the worst of their ends; analyses say the worst of theirs. A bad end of a
 * template, or of an analysis, is that of the Experiment at once. Templates that ran to their end
 * leave the verdict to the analyses that have one; required analyses that have all succeeded end
 * the Experiment early. A final phase stays.
 */
final class Outcome {
  private static final String REQUIRED = "Required AnalysisRuns completed";

  private record Verdict(AnalysisPhase phase, @Nullable String message) {
    boolean bad() {
      return phase.completed() && phase != AnalysisPhase.SUCCESSFUL;
    }
  }

  private Outcome() {}

  static void assess(Draft d) {
    AnalysisPhase before = d.before().phase();
    if (before != null && before.completed()) {
      return;
    }
    if (before == null) {
      d.phase(AnalysisPhase.PENDING, null);
    } else {
      Verdict verdict = verdict(d);
      d.phase(verdict.phase, verdict.message);
    }
    tell(before, d);
  }

  private static Verdict verdict(Draft d) {
    Verdict templates = templates(d);
    Verdict analyses = analyses(d);
    if (templates.phase == AnalysisPhase.RUNNING && d.status().availableAt() == null) {
      d.available(WireTime.truncate(d.now()));
    }
    if (templates.phase.completed()) {
      boolean judged = analyses.phase.completed() || !d.settings().required().isEmpty();
      return templates.phase == AnalysisPhase.SUCCESSFUL && judged ? analyses : templates;
    }
    return analyses.bad() || d.settings().requiredAreSuccessful(d.status()) ? analyses : templates;
  }

  private static Verdict templates(Draft d) {
    TemplatePhase worst = TemplatePhase.SUCCESSFUL;
    String message = null;
    for (ExperimentTemplate template : d.settings().spec().templates()) {
      ExperimentTemplateStatus status = d.status().template(template.name()).orElse(null);
      TemplatePhase phase =
          status == null
              ? TemplatePhase.PROGRESSING
              : TemplatePhase.of(status).orElse(TemplatePhase.SUCCESSFUL);
      if (phase.compareTo(worst) > 0) {
        worst = phase;
        message = status == null ? null : status.message();
      }
    }
    return new Verdict(
        switch (worst) {
          case SUCCESSFUL -> AnalysisPhase.SUCCESSFUL;
          case RUNNING -> AnalysisPhase.RUNNING;
          case PROGRESSING -> AnalysisPhase.PENDING;
          case ERROR -> AnalysisPhase.ERROR;
          case FAILED -> AnalysisPhase.FAILED;
        },
        message);
  }

  /** An analysis that is not required cannot keep one open whose required ones have succeeded. */
  private static Verdict analyses(Draft d) {
    AnalysisPhase worst = AnalysisPhase.SUCCESSFUL;
    String message = null;
    for (ExperimentAnalysis analysis : d.settings().spec().analyses()) {
      ExperimentRunStatus run = d.status().analysis(analysis.name()).orElse(null);
      AnalysisPhase phase = run == null ? null : run.phase();
      if (run != null && phase != null && phase.compareTo(worst) > 0) {
        worst = phase;
        message = run.message();
      }
    }
    Verdict verdict = new Verdict(worst, message);
    if (!verdict.bad() && d.settings().requiredAreSuccessful(d.status())) {
      return new Verdict(AnalysisPhase.SUCCESSFUL, REQUIRED);
    }
    return worst == AnalysisPhase.PENDING ? new Verdict(AnalysisPhase.RUNNING, message) : verdict;
  }

  private static void tell(@Nullable AnalysisPhase before, Draft d) {
    AnalysisPhase after = d.status().phase();
    if (after != null && after != before) {
      d.event(
          !after.completed() || after == AnalysisPhase.SUCCESSFUL,
          "Experiment" + after.wireName(),
          "Experiment transitioned from %s -> %s"
              .formatted(before == null ? "" : before.wireName(), after.wireName()));
    }
  }
}
