package dev.serin.rollout.validation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.TemplateReference;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.Observation;
import dev.serin.rollout.analysis.Arguments;
import dev.serin.rollout.analysis.MetricRules;
import dev.serin.rollout.analysis.Templates;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for the objects that a canary refers to. */
final class ReferenceRules {
  private ReferenceRules() {}

  static void check(Observation observation, CanaryStrategy canary, Problems problems) {
    service(observation, "canaryService", canary.canaryService(), problems);
    service(observation, "stableService", canary.stableService(), problems);
    RouteRules.check(observation, canary, problems);
    if (canary.analysis() != null) {
      analysis(observation, "spec.strategy.canary.analysis", canary.analysis(), problems);
    }
    for (int i = 0; i < canary.steps().size(); i++) {
      RolloutAnalysis analysis = canary.steps().get(i).analysis();
      if (analysis != null) {
        analysis(observation, "spec.strategy.canary.steps[" + i + "].analysis", analysis, problems);
      }
    }
  }

  private static void service(
      Observation observation, String field, @Nullable String name, Problems problems) {
    if (name == null || name.isEmpty()) {
      return;
    }
    String path = "spec.strategy.canary." + field;
    Service service = observation.services().get(name);
    if (service == null) {
      problems.invalid(path, name, "service \"" + name + "\" not found");
      return;
    }
    String owner = ReplicaSets.annotation(service, ArgoNames.MANAGED_BY);
    if (!owner.isEmpty() && !owner.equals(observation.rollout().getMetadata().getName())) {
      problems.invalid(
          path, name, "Service \"" + name + "\" is managed by another Rollout: " + owner);
    }
  }

  private static void analysis(
      Observation observation, String path, RolloutAnalysis analysis, Problems problems) {
    for (TemplateReference reference : analysis.templates()) {
      String name = String.valueOf(reference.templateName());
      if (Boolean.TRUE.equals(reference.clusterScope())) {
        problems.add(
            path + ": ClusterAnalysisTemplate " + name + " is not supported yet by this version");
      } else if (!observation.analysisTemplates().containsKey(name)) {
        problems.invalid(path + ".templates", name, "AnalysisTemplate '" + name + "' not found");
      }
    }
    List<AnalysisTemplateSpec> templates = Templates.resolve(analysis, observation);
    Set<String> names = new HashSet<>();
    for (AnalysisTemplateSpec template : templates) {
      if (!template.templates().isEmpty()) {
        problems.add(path + ": templates within templates are not supported yet by this version");
      }
      for (Metric metric : template.metrics()) {
        if (!names.add(String.valueOf(metric.name()))) {
          problems.add(path + ": two metrics have the same name '" + metric.name() + "'");
        }
        MetricRules.problems(metric).forEach(problem -> problems.add(path + ": " + problem));
      }
    }
    for (AnalysisArgument argument :
        Arguments.resolve(templates, analysis.args(), observation.rollout(), "-", "-")) {
      if (Arguments.missing(argument)) {
        problems.add(path + ": args." + argument.name() + " was not resolved");
      }
    }
  }
}
