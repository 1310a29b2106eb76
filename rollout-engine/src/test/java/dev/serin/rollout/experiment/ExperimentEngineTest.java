package dev.serin.rollout.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentRunStatus;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.argo.experiment.ExperimentTemplateStatus;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.rollout.RolloutEvent;
import dev.serin.rollout.simulation.Cart;
import dev.serin.rollout.simulation.SimulatedExperiments;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ExperimentEngineTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final String ANALYSIS =
      "{name: errors, templateName: cart, args: [{name: stable-hash, value:"
          + " '{{templates.base.podTemplateHash}}'}, {name: canary-hash, value:"
          + " '{{ templates.new.podTemplateHash }}'}]%s}";

  private final SimulatedExperiments world =
      new SimulatedExperiments(Map.of("cart", Cart.template()));
  private Instant now = START;

  @Test
  void runsItsTemplatesForItsDurationAndThenTakesTheirPodsAway() {
    create("duration: 60s, scaleDownDelaySeconds: 10");
    pass();
    assertEquals(AnalysisPhase.PENDING, status().phase());
    ReplicaSet set = world.replicaSet("try-base").orElseThrow();
    assertEquals(0, set.getSpec().getReplicas());
    assertEquals(
        Map.of(ArgoNames.EXPERIMENT_NAME, "try", ArgoNames.EXPERIMENT_TEMPLATE, "base"),
        set.getMetadata().getAnnotations());
    assertEquals("Experiment", set.getMetadata().getOwnerReferences().get(0).getKind());
    pass();
    assertEquals(2, world.replicaSet("try-base").orElseThrow().getSpec().getReplicas());
    assertEquals("Progressing", template("base").status());
    until(status -> status.phase() == AnalysisPhase.RUNNING);
    assertEquals("Running", template("new").status());
    assertEquals(2, template("base").availableReplicas());
    Instant available = Objects.requireNonNull(status().availableAt());
    until(status -> status.phase() == AnalysisPhase.SUCCESSFUL);
    assertEquals(61, Duration.between(available, now).toSeconds());
    assertEquals(3, world.pods(), "they stay for the delay");
    tick(12);
    assertEquals(0, world.pods());
    assertEquals(
        List.of(
            "TemplateProgressing: Template 'base' transitioned from  -> Progressing",
            "TemplateProgressing: Template 'new' transitioned from  -> Progressing",
            "ExperimentPending: Experiment transitioned from  -> Pending",
            "ScalingReplicaSet: Scaled up ReplicaSet try-base from 0 to 2",
            "ScalingReplicaSet: Scaled up ReplicaSet try-new from 0 to 1",
            "TemplateRunning: Template 'base' transitioned from Progressing -> Running",
            "TemplateRunning: Template 'new' transitioned from Progressing -> Running",
            "ExperimentRunning: Experiment transitioned from Pending -> Running",
            "TemplateSuccessful: Template 'base' transitioned from Running -> Successful",
            "TemplateSuccessful: Template 'new' transitioned from Running -> Successful",
            "ExperimentSuccessful: Experiment transitioned from Running -> Successful",
            "ScalingReplicaSet: Scaled down ReplicaSet try-base from 2 to 0",
            "ScalingReplicaSet: Scaled down ReplicaSet try-new from 1 to 0"),
        world.events());
    RolloutCondition progressing = status().conditions().get(0);
    assertEquals("ExperimentCompleted", progressing.reason());
    assertEquals("False", progressing.status());
    assertEquals("Experiment \"try\" has successfully ran and completed.", progressing.message());
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    create("duration: 60s");
    until(status -> status.phase() == AnalysisPhase.RUNNING);
    pass();
    ExperimentStatus before = status();
    ExperimentDecision decision = world.pass("try", now);
    assertEquals(List.of(), decision.actions());
    assertEquals(before, decision.status());
    assertTrue(decision.requeueAfter().orElseThrow().toSeconds() > 50);
  }

  @Test
  void analysesBeginWhenAllPodsAreAvailableAndAFailureEndsItAll() {
    create("analyses: [" + ANALYSIS.formatted("") + "], scaleDownDelaySeconds: 0");
    pass();
    assertEquals(
        new ExperimentRunStatus("errors", "", null, null, Map.of()),
        status().analysisRuns().get(0));
    until(status -> !world.runs().isEmpty());
    AnalysisRun run = world.runs().get(0);
    assertEquals("try-errors", run.getMetadata().getName());
    assertEquals(
        world
            .replicaSet("try-base")
            .orElseThrow()
            .getMetadata()
            .getLabels()
            .get(ArgoNames.POD_TEMPLATE_HASH),
        run.getSpec().args().get(0).value());
    assertEquals("errors", run.getSpec().metrics().get(0).name());
    world.conclude("try-errors", AnalysisPhase.FAILED, "too many");
    pass();
    assertEquals(AnalysisPhase.FAILED, status().phase());
    assertEquals("too many", status().message());
    tick(2);
    assertEquals(0, world.pods());
    assertTrue(
        world
            .events()
            .contains(
                "AnalysisRunFailed: AnalysisRun 'errors' transitioned from Pending -> Failed: too"
                    + " many"));
    assertEquals(
        List.of(RolloutEvent.Type.WARNING, RolloutEvent.Type.WARNING),
        world.rolloutEvents().stream().map(RolloutEvent::type).toList());
  }

  @Test
  void aRequiredAnalysisEndsItEarlyAndTheOthersAreTerminated() {
    create(
        "analyses: ["
            + ANALYSIS.formatted(", requiredForCompletion: true")
            + ", "
            + ANALYSIS.formatted("").replace("name: errors", "name: more")
            + "]");
    until(status -> world.runs().size() == 2);
    world.conclude("try-errors", AnalysisPhase.SUCCESSFUL, "");
    world.conclude("try-more", AnalysisPhase.RUNNING, "");
    pass();
    assertEquals(AnalysisPhase.SUCCESSFUL, status().phase());
    assertEquals("Required AnalysisRuns completed", status().message());
    pass();
    assertEquals(true, world.runs().get(1).getSpec().terminate());
    assertTrue(world.events().contains("AnalysisRunTerminating: Terminating more (try-more)"));
  }

  @Test
  void templatesWithoutPodsInTimeFailIt() {
    world.podsTake(Duration.ofHours(1));
    create("progressDeadlineSeconds: 30");
    until(status -> status.phase() == AnalysisPhase.FAILED);
    assertEquals("Template 'base' exceeded its progressDeadlineSeconds (30)", status().message());
    assertEquals("Failed", template("base").status());
    assertEquals(33, Duration.between(START, now).toSeconds());
  }

  @Test
  void isTerminatedByAnOperator() {
    create("analyses: [" + ANALYSIS.formatted("") + "], scaleDownDelaySeconds: 0");
    until(status -> !world.runs().isEmpty());
    world.terminate("try");
    tick(3);
    assertEquals(AnalysisPhase.SUCCESSFUL, status().phase());
    assertEquals(0, world.pods());
    assertEquals(true, world.runs().get(0).getSpec().terminate());
  }

  @Test
  void makesAServiceWhileItRuns() {
    create("scaleDownDelaySeconds: 0", "service: {}, ");
    until(status -> status.phase() == AnalysisPhase.RUNNING);
    Service service = world.services().get(0);
    assertEquals("try-base", service.getMetadata().getName());
    assertEquals(
        world.replicaSet("try-base").orElseThrow().getMetadata().getLabels(),
        service.getSpec().getSelector());
    assertEquals(8080, service.getSpec().getPorts().get(0).getPort());
    assertEquals("http", service.getSpec().getPorts().get(0).getName());
    assertEquals("try-base", template("base").serviceName());
    assertEquals(
        service.getSpec().getSelector().get(ArgoNames.POD_TEMPLATE_HASH),
        template("base").podTemplateHash());
    world.terminate("try");
    tick(4);
    assertEquals(List.of(), world.services());
    assertEquals(null, template("base").serviceName());
  }

  @Test
  void podsStayWhileARouteSendsThemRequests() {
    create("scaleDownDelaySeconds: 0", "service: {}, ");
    until(status -> status.phase() == AnalysisPhase.RUNNING);
    world.route(Set.of("try-base"));
    world.terminate("try");
    tick(30);
    assertEquals(2, world.pods());
    assertEquals(1, world.services().size());
    world.route(Set.of());
    tick(4);
    assertEquals(0, world.pods());
    assertEquals(List.of(), world.services());
  }

  @Test
  void aServiceOfSomebodyElseIsLeftAloneAndIsAnError() {
    world.add(new ServiceBuilder().withNewMetadata().withName("mine").endMetadata().build());
    create("", "service: {name: mine}, ");
    until(status -> status.over());
    assertEquals(AnalysisPhase.ERROR, status().phase());
    assertEquals(
        "Failed to create Service mine for template 'base': service mine already exists and is not"
            + " owned by experiment template base",
        status().message());
    assertEquals(1, world.services().size());
  }

  @Test
  void whatTheApiServerRefusesIsAnError() {
    world.refuse("ReplicaSet", "try-new", "exceeded quota");
    create("");
    until(status -> status.over());
    assertEquals(AnalysisPhase.ERROR, status().phase());
    assertEquals(
        "Failed to create ReplicaSet for template 'new': exceeded quota", status().message());
  }

  @Test
  void anAbsentTemplateOfAnAnalysisIsAnErrorBeforeAnythingRuns() {
    create("analyses: [{name: a, templateName: nowhere}]");
    until(status -> status.over());
    assertEquals(
        "AnalysisTemplate verification failed for analysis 'a': analysistemplate.argoproj.io"
            + " \"nowhere\" not found",
        status().message());
  }

  @Test
  void anArgumentWithoutValueIsAnError() {
    create("analyses: [{name: a, templateName: cart}]");
    until(status -> status.over());
    assertEquals(
        "Failed to create AnalysisRun for analysis 'a': args.stable-hash was not resolved",
        status().message());
  }

  @Test
  void aNameOfARunThatSomebodyElseHasIsPassedOver() {
    world.take("AnalysisRun", "try-errors");
    create("analyses: [" + ANALYSIS.formatted("") + "]");
    until(status -> !world.runs().isEmpty());
    assertEquals("try-errors.1", world.runs().get(0).getMetadata().getName());
    assertEquals("try-errors.1", status().analysisRuns().get(0).analysisRun());
  }

  @Test
  void allProblemsOfASpecificationAreInItsCondition() {
    Experiment experiment = experiment("duration: soon", "");
    experiment
        .getSpec()
        .templates()
        .forEach(template -> Objects.requireNonNull(template.selector()).setMatchLabels(null));
    world.create(experiment);
    pass();
    pass();
    RolloutCondition invalid = status().conditions().get(0);
    assertEquals("InvalidSpec", invalid.type());
    assertEquals(
        "This experiment is selecting all pods at index 0. A non-empty selector is required.; This"
            + " experiment is selecting all pods at index 1. A non-empty selector is required.;"
            + " Experiment try has duration 'soon', which is none such as 30s or 1h30m",
        invalid.message());
    assertEquals(1, world.events().size());
    assertEquals(0, world.pods());
  }

  @Test
  void anAnalysisThatHasNotBegunIsOnTheWireAsUpstreamWritesIt() {
    create("analyses: [" + ANALYSIS.formatted("") + "]");
    pass();
    String json = YAML.asJson(status());
    assertTrue(
        json.contains(
            "\"analysisRuns\":[{\"name\":\"errors\",\"analysisRun\":\"\",\"phase\":\"\"}]"),
        json);
    assertEquals(status(), YAML.unmarshal(json, ExperimentStatus.class));
    assertFalse(json.contains("availableAt"));
  }

  private void create(String spec) {
    create(spec, "");
  }

  private void create(String spec, String ofBase) {
    world.create(experiment(spec, ofBase));
  }

  private static Experiment experiment(String spec, String ofBase) {
    return YAML.unmarshal(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Experiment
        metadata: {name: try, namespace: shop}
        spec:
          templates:
          - {name: base, replicas: 2, %s selector: {matchLabels: {app: base}}, template: {metadata: {labels: {app: base}}, spec: {containers: [{name: c, image: "c:1", ports: [{name: http, containerPort: 8080}]}]}}}
          - {name: new, selector: {matchLabels: {app: new}}, template: {metadata: {labels: {app: new}}, spec: {containers: [{name: c, image: "c:2"}]}}}
        """
                .formatted(ofBase)
            + (spec.isEmpty() ? "" : "  " + block(spec)),
        Experiment.class);
  }

  /** Fields in a line, one under the other. */
  private static String block(String spec) {
    return spec.replaceAll(", (?=(scaleDownDelaySeconds|analyses):)", "\n  ") + "\n";
  }

  private ExperimentStatus status() {
    return ExperimentStatus.of(world.all().get(0));
  }

  private ExperimentTemplateStatus template(String name) {
    return status().template(name).orElseThrow();
  }

  private void pass() {
    ExperimentDecision unused = world.pass("try", now);
    now = now.plusSeconds(1);
  }

  private void tick(int passes) {
    for (int i = 0; i < passes; i++) {
      pass();
    }
  }

  private void until(Predicate<ExperimentStatus> condition) {
    for (int i = 0; i < 1000; i++) {
      pass();
      if (condition.test(status())) {
        return;
      }
    }
    throw new AssertionError("still " + status() + " after " + world.events());
  }
}
