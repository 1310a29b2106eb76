package dev.serin.rollout.experiment;

import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentAnalysis;
import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.rollout.Durations;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an Experiment must be like. The messages are upstream's, where it has one. */
final class ExperimentRules {
  private ExperimentRules() {}

  static List<String> problems(Experiment experiment) {
    List<String> problems = new ArrayList<>();
    Settings settings = new Settings(experiment.getSpec());
    String name = experiment.getMetadata().getName();
    Set<String> names = new HashSet<>();
    List<ExperimentTemplate> templates = settings.spec().templates();
    for (int i = 0; i < templates.size(); i++) {
      ExperimentTemplate template = templates.get(i);
      selector(template.selector(), i, problems);
      Integer ready = template.minReadySeconds();
      if (ready != null && ready > settings.progressDeadlineSeconds()) {
        problems.add(
            "MinReadySeconds cannot be longer than ProgressDeadlineSeconds. Check template index "
                + i);
      }
      if (template.name() == null || template.name().isEmpty()) {
        problems.add("Experiment %s has empty template name at index %d".formatted(name, i));
      } else if (!names.add(template.name())) {
        problems.add(
            "Experiment %s has repeated template name '%s' in templates"
                .formatted(name, template.name()));
      }
      if (template.template() == null) {
        problems.add(missing(".Spec.Templates[%d].Template".formatted(i)));
      }
    }
    analyses(settings.spec().analyses(), name, problems);
    String duration = settings.spec().duration();
    if (duration != null && !duration.isEmpty() && !Durations.valid(duration)) {
      problems.add(
          "Experiment %s has duration '%s', which is none such as 30s or 1h30m"
              .formatted(name, duration));
    }
    return problems;
  }

  private static void selector(@Nullable LabelSelector selector, int index, List<String> problems) {
    if (selector == null) {
      problems.add(missing(".Spec.Templates[%d].Selector".formatted(index)));
    } else if (selectsAll(selector)) {
      problems.add(
          "This experiment is selecting all pods at index %d. A non-empty selector is required."
              .formatted(index));
    }
  }

  private static boolean selectsAll(LabelSelector selector) {
    return (selector.getMatchLabels() == null || selector.getMatchLabels().isEmpty())
        && (selector.getMatchExpressions() == null || selector.getMatchExpressions().isEmpty());
  }

  private static void analyses(
      List<ExperimentAnalysis> analyses, String experiment, List<String> problems) {
    Set<String> names = new HashSet<>();
    for (ExperimentAnalysis analysis : analyses) {
      if (!names.add(String.valueOf(analysis.name()))) {
        problems.add(
            "Experiment %s has repeated analysis name '%s' in analyses"
                .formatted(experiment, analysis.name()));
      }
    }
  }

  private static String missing(String field) {
    return "Rollout has missing field '" + field + "'";
  }
}
