package dev.serin.agent.experiment;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.reconcile.TemplateFinder;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.TemplateReference;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.rollout.experiment.ExperimentObservation;
import dev.serin.rollout.experiment.Obstacles;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
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
        obstacles);
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
