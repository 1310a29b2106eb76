package dev.serin.rollout.experiment;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.experiment.ExperimentAnalysis;
import dev.serin.argo.experiment.ExperimentSpec;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.rollout.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an Experiment's specification says, with defaults, and what follows for a status. */
record Settings(ExperimentSpec spec) {
  private static final int DEADLINE_SECONDS = 600;
  private static final int SCALE_DOWN_SECONDS = 30;

  /** Seconds for the pods to become available. */
  int progressDeadlineSeconds() {
    Integer seconds = spec.progressDeadlineSeconds();
    return seconds == null ? DEADLINE_SECONDS : seconds;
  }

  /** How long pods stay after the end. */
  Duration scaleDownDelay() {
    Integer seconds = spec.scaleDownDelaySeconds();
    return Duration.ofSeconds(seconds == null ? SCALE_DOWN_SECONDS : seconds);
  }

  /** Wanted pods of a template, while the Experiment runs. */
  static int replicas(ExperimentTemplate template) {
    return template.replicas() == null ? 1 : template.replicas();
  }

  /** When the time of the Experiment is over; empty before it began, and when there is no limit. */
  Optional<Instant> end(ExperimentStatus status) {
    Instant begin = status.availableAt();
    String duration = spec.duration();
    return begin == null || duration == null || duration.isEmpty()
        ? Optional.empty()
        : Optional.of(begin.plus(Durations.parse(duration)));
  }

  /** The analyses that have to succeed for it to end before its time. */
  List<ExperimentAnalysis> required() {
    return spec.analyses().stream()
        .filter(analysis -> Boolean.TRUE.equals(analysis.requiredForCompletion()))
        .toList();
  }

  /** Whether there are required analyses, and all were successful. */
  boolean requiredAreSuccessful(ExperimentStatus status) {
    return !required().isEmpty()
        && required().stream()
            .allMatch(
                analysis ->
                    status
                        .analysis(analysis.name())
                        .filter(run -> run.phase() == AnalysisPhase.SUCCESSFUL)
                        .isPresent());
  }

  /** Whether it is to end, or has: its pods go, nothing new is begun, runs are terminated. */
  boolean ending(ExperimentStatus status) {
    return Boolean.TRUE.equals(spec.terminate())
        || status.over()
        || status.templateStatuses().stream()
            .anyMatch(template -> TemplatePhase.of(template).filter(TemplatePhase::bad).isPresent())
        || status.analysisRuns().stream().anyMatch(run -> bad(run.phase()))
        || requiredAreSuccessful(status);
  }

  private static boolean bad(@Nullable AnalysisPhase phase) {
    return phase != null && phase.completed() && phase != AnalysisPhase.SUCCESSFUL;
  }
}
