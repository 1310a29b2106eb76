package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.Stage;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
      ExperimentUnderTest experiment =
          ExperimentUnderTest.create(
              stage, "duration: 3s", "scaleDownDelaySeconds: 0", "analyses: [" + ANALYSIS + "]");
      experiment.await("running", status -> status.phase() == AnalysisPhase.RUNNING);
      Service service = experiment.service("two").orElseThrow();
      ReplicaSet set = experiment.replicaSet("two");
      assertEquals(set.getMetadata().getLabels(), service.getSpec().getSelector());
      assertEquals(1, set.getStatus().getAvailableReplicas());
      String shown = KubectlPlugin.succeed(stage, "get", "experiment", "try");
      assertTrue(shown.contains("try-errors"), shown);
      ExperimentStatus end = experiment.await("an end", ExperimentStatus::over);
      assertEquals(AnalysisPhase.SUCCESSFUL, end.phase());
      experiment.awaitNoPods();
      Await.until("no Service", PATIENCE, () -> experiment.service("two").isEmpty());
      assertEquals(
          List.of(
              "TemplateProgressing",
              "TemplateProgressing",
              "ExperimentPending",
              "ScalingReplicaSet",
              "ScalingReplicaSet"),
          experiment.reasons().subList(0, 5));
      assertMeasured(stage, "experiment_info");
      assertMeasured(stage, "experiment_reconcile_count");
    }
  }

  private static void assertMeasured(Stage stage, String metric) {
    String namespace = stage.service().namespace();
    assertTrue(
        stage
            .agent()
            .metrics()
            .lines()
            .filter(line -> line.startsWith(metric + "{"))
            .anyMatch(
                line ->
                    line.contains("name=\"try\"")
                        && line.contains("namespace=\"" + namespace + "\"")),
        metric);
  }

  @Test
  void argosPluginEndsAnExperiment() {
    try (Stage stage = Stage.withAgent("terminated", Stage.WAITS)) {
      ExperimentUnderTest experiment =
          ExperimentUnderTest.create(stage, "scaleDownDelaySeconds: 0");
      experiment.await("running", status -> status.phase() == AnalysisPhase.RUNNING);
      KubectlPlugin.succeed(stage, "terminate", "experiment", "try");
      ExperimentStatus end = experiment.await("an end", ExperimentStatus::over);
      assertEquals(AnalysisPhase.SUCCESSFUL, end.phase());
      assertEquals(
          List.of("Successful", "Successful"),
          end.templateStatuses().stream().map(template -> template.status()).toList());
      experiment.awaitNoPods();
      KubectlPlugin.succeed(stage, "retry", "experiment", "try");
    }
  }

  @Test
  void whatIsInTheWayIsSaidAndLeftAlone() {
    try (Stage stage = Stage.withAgent("in-the-way", Stage.WAITS)) {
      Service theirs =
          new ServiceBuilder()
              .withNewMetadata()
              .withName("try-two")
              .withNamespace(stage.service().namespace())
              .endMetadata()
              .withNewSpec()
              .withSelector(Map.of("app", "theirs"))
              .addNewPort()
              .withPort(80)
              .endPort()
              .endSpec()
              .build();
      var unused = stage.cluster().client().resource(theirs).create();
      ExperimentUnderTest experiment =
          ExperimentUnderTest.create(stage, "scaleDownDelaySeconds: 0");
      ExperimentStatus end = experiment.await("an end", ExperimentStatus::over);
      assertEquals(AnalysisPhase.ERROR, end.phase());
      assertEquals(
          "Failed to create Service try-two for template 'two': service try-two already exists and"
              + " is not owned by experiment template two",
          end.message());
      assertEquals(
          Map.of("app", "theirs"), experiment.service("two").orElseThrow().getSpec().getSelector());
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
}
