package dev.serin.rollout.experiment;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.argo.experiment.ExperimentTemplateStatus;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import dev.serin.rollout.status.Reasons;
import java.util.List;
import java.util.Objects;

/** The condition Progressing of an Experiment, in upstream's words. */
final class ExperimentConditions {
  private static final String COMPLETED = "ExperimentCompleted";

  private ExperimentConditions() {}

  static void set(Draft d) {
    List<RolloutCondition> conditions =
        Conditions.without(d.status().conditions(), Conditions.INVALID_SPEC);
    String subject = "Experiment \"" + d.name() + "\" ";
    if (d.status().phase() == AnalysisPhase.SUCCESSFUL) {
      String message = subject + "has successfully ran and completed.";
      d.conditions(
          Conditions.with(
              conditions, Saying.no(Conditions.PROGRESSING, COMPLETED, message), d.now()));
    } else if (progressing(d.before(), d.status())) {
      Saying saying =
          Saying.yes(
              Conditions.PROGRESSING, Reasons.REPLICA_SET_UPDATED, subject + "is progressing.");
      d.conditions(Conditions.with(conditions, saying, d.now(), true));
    } else if (d.before().availableAt() != null
        && d.settings().end(d.before()).filter(end -> d.now().isAfter(end)).isEmpty()) {
      Saying saying =
          Saying.yes(
              Conditions.PROGRESSING, Reasons.NEW_REPLICA_SET_AVAILABLE, subject + "is running.");
      d.conditions(Conditions.with(conditions, saying, d.now()));
    } else {
      d.conditions(conditions);
    }
  }

  /** Whether a template has come, or its number of pods has changed. */
  private static boolean progressing(ExperimentStatus before, ExperimentStatus after) {
    return before.templateStatuses().size() < after.templateStatuses().size()
        || after.templateStatuses().stream()
            .anyMatch(
                template ->
                    before
                        .template(template.name())
                        .filter(old -> !samePods(old, template))
                        .isPresent());
  }

  private static boolean samePods(ExperimentTemplateStatus one, ExperimentTemplateStatus other) {
    return Objects.equals(one.replicas(), other.replicas())
        && Objects.equals(one.updatedReplicas(), other.updatedReplicas())
        && Objects.equals(one.readyReplicas(), other.readyReplicas())
        && Objects.equals(one.availableReplicas(), other.availableReplicas());
  }
}
