package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.Command;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.Stage;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Experiments on a real API server: by themselves, and as steps of a canary. */
@ApiTest
class ExperimentsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ANALYSIS =
      "{name: errors, templateName: cart, args: [{name: stable-hash, value:"
          + " '{{templates.one.podTemplateHash}}'}, {name: canary-hash, value:"
          + " '{{templates.two.podTemplateHash}}'}]}";

  @Test
  void anExperimentRunsTwoVersionsBesideEachOther() {
    try (Stage stage = Stage.withAgent("experiment", Stage.WAITS)) {
      create(stage, "duration: 3s", "scaleDownDelaySeconds: 0", "analyses: [" + ANALYSIS + "]");
      await(stage, "running", status -> status.phase() == AnalysisPhase.RUNNING);
      KubernetesClient client = stage.cluster().client();
      String namespace = stage.service().namespace();
      Service service = client.services().inNamespace(namespace).withName("try-two").get();
      ReplicaSet set = client.apps().replicaSets().inNamespace(namespace).withName("try-two").get();
      assertEquals(set.getMetadata().getLabels(), service.getSpec().getSelector());
      assertEquals(1, set.getStatus().getAvailableReplicas());
      assertTrue(get(stage).contains("try-errors"), get(stage));
      ExperimentStatus end = await(stage, "an end", ExperimentStatus::over);
      assertEquals(AnalysisPhase.SUCCESSFUL, end.phase());
      Await.until(
          "no pods, no Service",
          PATIENCE,
          () ->
              client.pods().inNamespace(namespace).withLabel("app").list().getItems().isEmpty()
                  && client.services().inNamespace(namespace).withName("try-two").get() == null);
      assertEquals(
          List.of(
              "TemplateProgressing",
              "TemplateProgressing",
              "ExperimentPending",
              "ScalingReplicaSet",
              "ScalingReplicaSet"),
          reasons(stage).subList(0, 5));
      String metrics = stage.agent().metrics();
      String about = "name=\"try\",namespace=\"" + namespace + "\"";
      String other = "namespace=\"" + namespace + "\",name=\"try\"";
      for (String metric : List.of("experiment_info", "experiment_reconcile_count")) {
        assertTrue(
            metrics
                .lines()
                .filter(line -> line.startsWith(metric + "{"))
                .anyMatch(line -> line.contains(about) || line.contains(other)),
            metric);
      }
    }
  }

  @Test
  void argosPluginEndsAnExperiment() {
    try (Stage stage = Stage.withAgent("terminated", Stage.WAITS)) {
      create(stage, "scaleDownDelaySeconds: 0");
      await(stage, "running", status -> status.phase() == AnalysisPhase.RUNNING);
      plugin(stage, "terminate", "experiment", "try");
      ExperimentStatus end = await(stage, "an end", ExperimentStatus::over);
      assertEquals(AnalysisPhase.SUCCESSFUL, end.phase());
      assertEquals(
          List.of("Successful", "Successful"),
          end.templateStatuses().stream().map(template -> template.status()).toList());
      Await.until(
          "no pods",
          PATIENCE,
          () ->
              stage
                  .cluster()
                  .client()
                  .pods()
                  .inNamespace(stage.service().namespace())
                  .withLabel("app")
                  .list()
                  .getItems()
                  .isEmpty());
      plugin(stage, "retry", "experiment", "try");
    }
  }

  @Test
  void whatIsInTheWayIsSaidAndLeftAlone() {
    try (Stage stage = Stage.withAgent("in-the-way", Stage.WAITS)) {
      KubernetesClient client = stage.cluster().client();
      String namespace = stage.service().namespace();
      Service theirs = client.services().inNamespace(namespace).withName("cart-stable").get();
      theirs.getMetadata().setName("try-two");
      theirs.getMetadata().setAnnotations(null); // One that says it is cart's is cleaned up.
      theirs.getMetadata().setResourceVersion(null);
      theirs.getMetadata().setUid(null);
      theirs.getSpec().setClusterIP(null);
      theirs.getSpec().setClusterIPs(null);
      client.resource(theirs).create();
      create(stage, "scaleDownDelaySeconds: 0");
      ExperimentStatus end = await(stage, "an end", ExperimentStatus::over);
      assertEquals(AnalysisPhase.ERROR, end.phase());
      assertEquals(
          "Failed to create Service try-two for template 'two': service try-two already exists and"
              + " is not owned by experiment template two",
          end.message());
      assertEquals(
          theirs.getSpec().getSelector(),
          client
              .services()
              .inNamespace(namespace)
              .withName("try-two")
              .get()
              .getSpec()
              .getSelector());
    }
  }

  @Test
  void aStepRunsAnExperimentWithItsShareOfTheTraffic() {
    String steps =
        "[{setWeight: 10}, {experiment: {duration: 3s, scaleDownDelaySeconds: 0, templates:"
            + " [{name: base, specRef: stable, weight: 5, metadata: {labels: {role: base}}}, {name:"
            + " new, specRef: canary, weight: 5, metadata: {labels: {role: new}}}], analyses:"
            + " [{name: errors, templateName: cart, args: [{name: stable-hash, value:"
            + " '{{templates.base.podTemplateHash}}'}, {name: canary-hash, value:"
            + " '{{templates.new.podTemplateHash}}'}]}]}}]";
    try (Stage stage = Stage.withAgent("step", steps).withStableVersion()) {
      SampleService service = stage.service();
      service.update("shop/cart:second");
      List<HTTPBackendRef> backends =
          Await.value(
              "a share for the Experiment",
              PATIENCE,
              () ->
                  Optional.of(service.route().get().getSpec().getRules().get(0).getBackendRefs())
                      .filter(refs -> refs.size() == 4));
      assertEquals(
          List.of(80, 10, 5, 5), backends.stream().map(HTTPBackendRef::getWeight).toList());
      RolloutStatus status = service.status();
      String name =
          Objects.requireNonNull(Objects.requireNonNull(status.canary()).currentExperiment());
      assertEquals("cart-" + status.currentPodHash() + "-2-1", name);
      assertEquals(name + "-base", backends.get(2).getName());
      RolloutStatus unused = service.awaitStable("shop/cart:second");
      assertEquals(2, service.route().get().getSpec().getRules().get(0).getBackendRefs().size());
      assertTrue(
          service.events().stream()
              .anyMatch(event -> event.getReason().equals("ExperimentCreated")));
      stage.traffic().assertNoGap();
    }
  }

  @Test
  void anExperimentThatFailsTakesTheCanaryBack() {
    String steps =
        "[{setWeight: 10}, {experiment: {scaleDownDelaySeconds: 0, templates: [{name: new, specRef:"
            + " canary}], analyses: [{name: errors, templateName: nowhere}]}}]";
    try (Stage stage = Stage.withAgent("failing", steps).withStableVersion()) {
      SampleService service = stage.service();
      service.update("shop/cart:second");
      RolloutStatus aborted = service.await("aborted", RolloutStatus::aborted);
      assertEquals(0, aborted.currentStepIndex());
      var unused = service.awaitWeight(0);
      RolloutStatus status =
          service.await(
              "a message", now -> now.message() != null && now.message().contains("revision 2"));
      assertEquals(
          "RolloutAborted: Rollout aborted update to revision 2: Experiment analysis phase is"
              + " error/failed: AnalysisTemplate verification failed for analysis 'errors':"
              + " analysistemplate.argoproj.io \"nowhere\" not found",
          status.message());
    }
  }

  private static void create(Stage stage, String... more) {
    KubernetesClient client = stage.cluster().client();
    String yaml =
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
            .formatted(stage.service().namespace(), String.join("\n  ", more));
    Experiment unused =
        client
            .resource(client.getKubernetesSerialization().unmarshal(yaml, Experiment.class))
            .create();
  }

  private static ExperimentStatus await(
      Stage stage, String what, Predicate<ExperimentStatus> wanted) {
    return Await.value(
        what,
        PATIENCE,
        () ->
            Optional.of(
                    ExperimentStatus.of(
                        stage
                            .cluster()
                            .client()
                            .resources(Experiment.class)
                            .inNamespace(stage.service().namespace())
                            .withName("try")
                            .get()))
                .filter(wanted));
  }

  private static List<String> reasons(Stage stage) {
    return stage
        .cluster()
        .client()
        .v1()
        .events()
        .inNamespace(stage.service().namespace())
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("Experiment"))
        .sorted(Comparator.comparingLong(ApiObjects::version))
        .map(Event::getReason)
        .toList();
  }

  private static String get(Stage stage) {
    return plugin(stage, "get", "experiment", "try");
  }

  private static String plugin(Stage stage, String... words) {
    String[] command = new String[words.length + 5];
    command[0] = Binaries.path("kubectl-argo-rollouts").toString();
    System.arraycopy(words, 0, command, 1, words.length);
    command[words.length + 1] = "-n";
    command[words.length + 2] = stage.service().namespace();
    command[words.length + 3] = "--kubeconfig";
    command[words.length + 4] = stage.cluster().kubeconfig().toString();
    Command.Result result = Command.of(command).run();
    assertEquals(0, result.exitCode(), result::toString);
    return result.out();
  }
}
