package dev.serin.agent.experiment;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Owners;
import dev.serin.agent.reconcile.TemplateFinder;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.TemplateReference;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.argo.experiment.ExperimentTemplateStatus;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.References;
import dev.serin.rollout.experiment.ExperimentObservation;
import dev.serin.rollout.experiment.Obstacles;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gathers what is known of one Experiment. Reads caches only; calls nobody. */
public final class ExperimentObserver {

  private final ClusterView view;
  private final TemplateFinder templates;
  private final UnaryOperator<AnalysisRun> latest;

  /**
   * An observer.
   *
   * @param latest the newest state of an AnalysisRun, which may not have been written yet
   */
  public ExperimentObserver(ClusterView view, UnaryOperator<AnalysisRun> latest) {
    this.view = view;
    this.templates = new TemplateFinder(view);
    this.latest = latest;
  }

  ExperimentObservation observe(Experiment experiment, Obstacles obstacles) {
    String namespace = experiment.getMetadata().getNamespace();
    List<TemplateReference> named =
        experiment.getSpec().analyses().stream()
            .map(
                analysis ->
                    new TemplateReference(
                        analysis.templateName(), analysis.clusterScope(), Map.of()))
            .toList();
    return new ExperimentObservation(
        experiment,
        view.replicaSetsOf(experiment),
        services(experiment),
        view.analysisRunsOf(experiment).stream().map(latest).toList(),
        templates.find(namespace, named),
        obstacles,
        routed(experiment));
  }

  /** The Services of its templates that an object that routes its Rollout's traffic mentions. */
  private Set<String> routed(Experiment experiment) {
    List<String> services =
        ExperimentStatus.of(experiment).templateStatuses().stream()
            .map(ExperimentTemplateStatus::serviceName)
            .filter(Objects::nonNull)
            .toList();
    Optional<Rollout> rollout = Owners.rollout(experiment).flatMap(view.rollouts()::get);
    if (services.isEmpty() || rollout.isEmpty()) {
      return Set.of();
    }
    References references = References.of(rollout.get());
    List<String> routes =
        Stream.concat(
                references.routes().stream().flatMap(route -> view.routes().get(route).stream()),
                references.routeSelectors().stream()
                    .flatMap(labels -> view.routes().matching(labels).stream()))
            .map(route -> route.object().toString())
            .toList();
    return services.stream()
        .filter(service -> routes.stream().anyMatch(route -> route.contains(service)))
        .collect(Collectors.toSet());
  }

  private List<Service> services(Experiment experiment) {
    String namespace = experiment.getMetadata().getNamespace();
    Stream<Service> wanted =
        experiment.getSpec().templates().stream()
            .filter(template -> template.service() != null)
            .map(template -> new ObjectKey(namespace, serviceName(experiment, template)))
            .flatMap(key -> view.services().get(key).stream());
    return Stream.concat(view.servicesOf(experiment).stream(), wanted).distinct().toList();
  }

  private static String serviceName(Experiment experiment, ExperimentTemplate template) {
    String name = Objects.requireNonNull(template.service()).name();
    return name == null || name.isEmpty()
        ? experiment.getMetadata().getName() + "-" + template.name()
        : name;
  }
}
