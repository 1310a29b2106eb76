package dev.serin.rollout.validation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisArgument;
import dev.serin.argo.analysis.AnalysisTemplateSpec;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.TemplateReference;
import dev.serin.argo.rollout.BlueGreenStrategy;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.PingPong;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.rollout.Observation;
import dev.serin.rollout.analysis.Arguments;
import dev.serin.rollout.analysis.MetricArguments;
import dev.serin.rollout.analysis.MetricRules;
import dev.serin.rollout.analysis.UnresolvedArgumentException;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for the objects that a canary refers to. */
final class ReferenceRules {
  private ReferenceRules() {}

  static void check(Observation observation, CanaryStrategy canary, Problems problems) {
    String path = "spec.strategy.canary.";
    service(observation, path + "canaryService", canary.canaryService(), problems);
    service(observation, path + "stableService", canary.stableService(), problems);
    PingPong pingPong = canary.pingPong();
    if (pingPong != null) {
      service(observation, path + "pingPong.pingService", pingPong.pingService(), problems);
      service(observation, path + "pingPong.pongService", pingPong.pongService(), problems);
    }
    RouteRules.check(observation, canary, problems);
    analysis(observation, path + "analysis", canary.analysis(), false, problems);
    for (int i = 0; i < canary.steps().size(); i++) {
      RolloutAnalysis analysis = canary.steps().get(i).analysis();
      analysis(observation, path + "steps[" + i + "].analysis", analysis, true, problems);
    }
  }

  static void check(Observation observation, BlueGreenStrategy strategy, Problems problems) {
    String path = "spec.strategy.blueGreen.";
    service(observation, path + "activeService", strategy.activeService(), problems);
    service(observation, path + "previewService", strategy.previewService(), problems);
    analysis(
        observation,
        path + "prePromotionAnalysis",
        strategy.prePromotionAnalysis(),
        true,
        problems);
    analysis(
        observation,
        path + "postPromotionAnalysis",
        strategy.postPromotionAnalysis(),
        true,
        problems);
  }

  private static void service(
      Observation observation, String path, @Nullable String name, Problems problems) {
    if (name == null || name.isEmpty()) {
      return;
    }
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
    selector(observation, path, name, service, problems);
  }

  /** What a Service selects beside the version has to be on the pods. */
  private static void selector(
      Observation observation, String path, String name, Service service, Problems problems) {
    PodTemplateSpec template = observation.rollout().getSpec().template();
    Map<String, String> selector =
        service.getSpec() == null ? null : service.getSpec().getSelector();
    if (template == null || selector == null) {
      return;
    }
    Map<String, String> labels =
        template.getMetadata() == null ? null : template.getMetadata().getLabels();
    selector.forEach(
        (key, value) -> {
          boolean fits = labels != null && value.equals(labels.get(key));
          if (!fits && !key.equals(ArgoNames.POD_TEMPLATE_HASH)) {
            problems.invalid(
                path,
                name,
                "Service \"%s\" has unmatch label \"%s\" in rollout".formatted(name, key));
          }
        });
  }

  private static void analysis(
      Observation observation,
      String path,
      @Nullable RolloutAnalysis analysis,
      boolean ends,
      Problems problems) {
    if (analysis == null) {
      return;
    }
    for (TemplateReference reference : observation.templates().absent(analysis.templates())) {
      String name = String.valueOf(reference.templateName());
      String kind =
          Boolean.TRUE.equals(reference.clusterScope())
              ? "ClusterAnalysisTemplate"
              : "AnalysisTemplate";
      problems.invalid(path + ".templates", name, kind + " '" + name + "' not found");
    }
    List<AnalysisTemplateSpec> templates = observation.templates().resolve(analysis.templates());
    List<AnalysisArgument> arguments =
        Arguments.resolve(templates, analysis.args(), observation.rollout(), "-", "-");
    Set<String> names = new HashSet<>();
    for (AnalysisTemplateSpec template : templates) {
      for (Metric metric : template.metrics()) {
        if (!names.add(String.valueOf(metric.name()))) {
          problems.add(path + ": two metrics have the same name '" + metric.name() + "'");
        }
        if (ends && indefinite(metric)) {
          problems.add(
              path
                  + ".templates: metric "
                  + metric.name()
                  + " runs indefinitely: give it a count, or no interval");
        }
        wrong(metric, arguments)
            .forEach(
                problem -> problems.add(path + ": metric '" + metric.name() + "': " + problem));
      }
    }
    for (AnalysisArgument argument : arguments) {
      if (Arguments.missing(argument)) {
        problems.add(path + ": args." + argument.name() + " was not resolved");
      }
    }
  }

  /** What is wrong with a metric; nothing is told before all of its arguments have values. */
  private static List<String> wrong(Metric metric, List<AnalysisArgument> arguments) {
    if (arguments.stream().anyMatch(Arguments::missing)) {
      return List.of();
    }
    try {
      return MetricRules.problems(
          MetricArguments.resolve(metric, MetricArguments.withoutSecrets(arguments)));
    } catch (UnresolvedArgumentException problem) {
      return List.of(String.valueOf(problem.getMessage()));
    }
  }

  /** Whether a metric that is measured again and again has no number of measurements. */
  private static boolean indefinite(Metric metric) {
    IntOrString count = metric.count();
    boolean zero = count == null || Integer.valueOf(0).equals(count.getIntVal());
    return metric.interval() != null && zero;
  }
}
