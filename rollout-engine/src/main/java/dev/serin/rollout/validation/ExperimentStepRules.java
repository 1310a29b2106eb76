package dev.serin.rollout.validation;

import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.ExperimentStep;
import dev.serin.argo.rollout.ExperimentStepTemplate;
import dev.serin.argo.rollout.TrafficRouting;
import dev.serin.rollout.Durations;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for steps that run an Experiment. The messages are upstream's, where it has one. */
final class ExperimentStepRules {
  private ExperimentStepRules() {}

  static void check(CanaryStrategy canary, int most, Problems problems) {
    List<CanaryStep> steps = canary.steps();
    int weight = 0;
    for (int i = 0; i < steps.size(); i++) {
      Integer set = steps.get(i).setWeight();
      weight = set == null ? weight : set;
      ExperimentStep experiment = steps.get(i).experiment();
      if (experiment != null) {
        String field = "spec.strategy.canary.steps[" + i + "].experiment";
        templates(field, experiment, canary, problems);
        sum(field, experiment, weight, most, problems);
        duration(field, experiment, problems);
      }
    }
  }

  private static void templates(
      String field, ExperimentStep experiment, CanaryStrategy canary, Problems problems) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < experiment.templates().size(); i++) {
      ExperimentStepTemplate template = experiment.templates().get(i);
      String at = field + ".templates[" + i + "]";
      if (template.name() == null || template.name().isEmpty()) {
        problems.required(at + ".name", "a name that no other template of the step has");
      } else if (!names.add(template.name())) {
        problems.add(at + ".name: Duplicate value: \"" + template.name() + "\"");
      }
      if (!"canary".equals(template.specRef()) && !"stable".equals(template.specRef())) {
        problems.invalid(
            at + ".specRef",
            String.valueOf(template.specRef()),
            "Invalid template step SpecRef: must be canary or stable");
      }
      SpecRules.notNegative(at + ".replicas", template.replicas(), problems);
      SpecRules.notNegative(at + ".weight", template.weight(), problems);
      if (template.weight() != null) {
        weight(at + ".weight", template.weight(), canary.trafficRouting(), problems);
      }
    }
  }

  private static void weight(
      String field, int weight, @Nullable TrafficRouting routing, Problems problems) {
    if (routing == null) {
      problems.invalid(
          field,
          weight,
          "Experiment template weight cannot be set unless TrafficRouting is enabled");
    } else if (routing.alb() == null
        && routing.smi() == null
        && routing.istio() == null
        && routing.plugins().isEmpty()) {
      problems.invalid(
          field,
          weight,
          "Experiment template weight is only available for TrafficRouting with SMI, ALB, Istio and"
              + " Plugins at this time");
    }
  }

  private static void sum(
      String field, ExperimentStep experiment, int canary, int most, Problems problems) {
    int sum =
        experiment.templates().stream()
            .map(ExperimentStepTemplate::weight)
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .sum();
    if (sum > 0 && sum + canary > most) {
      problems.invalid(
          field + ".templates",
          sum,
          "the weights of the templates and that of the canary, %d, are more than %d together"
              .formatted(canary, most));
    }
  }

  private static void duration(String field, ExperimentStep experiment, Problems problems) {
    String duration = experiment.duration();
    if (duration != null && !duration.isEmpty() && !Durations.valid(duration)) {
      problems.invalid(field + ".duration", duration, "must be text such as 30s, 5m, 1h");
    }
  }
}
