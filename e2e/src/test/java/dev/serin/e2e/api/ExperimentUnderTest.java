package dev.serin.e2e.api;

import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Stage;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The Experiment {@value #NAME} in the namespace of a stage: template one, and template two with a
 * Service.
 */
final class ExperimentUnderTest {

  /** Its name. */
  static final String NAME = "try";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final String namespace;

  private ExperimentUnderTest(Stage stage) {
    this.client = stage.cluster().client();
    this.namespace = stage.service().namespace();
  }

  /**
   * Creates it.
   *
   * @param fields further fields of its spec, as YAML
   */
  static ExperimentUnderTest create(Stage stage, String... fields) {
    ExperimentUnderTest experiment = new ExperimentUnderTest(stage);
    ApiObjects.create(
        experiment.client,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Experiment
        metadata: {name: try, namespace: %s}
        spec:
          %s
          templates:
          - {name: one, selector: {matchLabels: {app: one}}, template: {metadata: {labels: {app: one}, annotations: {prometheus.io/port: "8080"}}, spec: {containers: [{name: c, image: "shop/cart:first"}]}}}
          - {name: two, service: {}, selector: {matchLabels: {app: two}}, template: {metadata: {labels: {app: two}, annotations: {prometheus.io/port: "8080"}}, spec: {containers: [{name: c, image: "shop/cart:second", ports: [{name: http, containerPort: 8080}]}]}}}
        """
            .formatted(experiment.namespace, String.join("\n  ", fields)));
    return experiment;
  }

  /** Waits until its status is as wanted. */
  ExperimentStatus await(String what, Predicate<ExperimentStatus> wanted) {
    return Await.value(
        what,
        PATIENCE,
        () ->
            Optional.of(
                    ExperimentStatus.of(
                        client
                            .resources(Experiment.class)
                            .inNamespace(namespace)
                            .withName(NAME)
                            .get()))
                .filter(wanted));
  }

  /** Waits until none of its pods is left. */
  void awaitNoPods() {
    Await.until(
        "no pods",
        PATIENCE,
        () -> client.pods().inNamespace(namespace).withLabel("app").list().getItems().isEmpty());
  }

  /** The Service of a template. */
  Optional<Service> service(String template) {
    return Optional.ofNullable(
        client.services().inNamespace(namespace).withName(NAME + "-" + template).get());
  }

  /** The ReplicaSet of a template. */
  ReplicaSet replicaSet(String template) {
    return client.apps().replicaSets().inNamespace(namespace).withName(NAME + "-" + template).get();
  }

  /** The reasons of the events about it, oldest first. */
  List<String> reasons() {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("Experiment"))
        .sorted(Comparator.comparingLong(ApiObjects::version))
        .map(Event::getReason)
        .toList();
  }
}
