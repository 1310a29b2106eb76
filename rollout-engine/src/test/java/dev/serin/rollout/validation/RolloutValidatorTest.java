package dev.serin.rollout.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Fixtures;
import dev.serin.rollout.Observation;
import dev.serin.rollout.RolloutEngine;
import dev.serin.rollout.simulation.Cart;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutValidatorTest {

  @Test
  void findsNothingInWhatTheRendererWrites() {
    assertEquals(List.of(), problems(complete(Fixtures.routed(Cart.STEPS))));
  }

  @Test
  void namesEveryStepThatMakesNoSense() {
    Rollout rollout =
        Fixtures.routed(
            "[{setWeight: 101}, {setWeight: 5, pause: {}}, {}, {pause: {duration: soon}},"
                + " {plugin: {}}, {setCanaryScale: {replicas: -1}},"
                + " {analysis: {templates: [{templateName: cart}], args: [{name: stable-hash, value:"
                + " a}, {name: canary-hash, valueFrom: {fieldRef: {fieldPath: metadata.owner}}}]}}]");
    String step = "spec.strategy.canary.steps";
    String oneOf =
        ": Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or"
            + " pause";
    assertEquals(
        List.of(
            step + "[0].setWeight: Invalid value: 101: SetWeight needs to be between 0 and 100",
            step
                + "[3].pause.duration: Invalid value: \"soon\": must be seconds, or text such as"
                + " 30s, 5m, 1h",
            step
                + "[1]: Invalid value: \"step.Experiment: false step.Pause: true step.SetWeight:"
                + " true step.Analysis: false\""
                + oneOf,
            step
                + "[2]: Invalid value: \"step.Experiment: false step.Pause: false step.SetWeight:"
                + " false step.Analysis: false\""
                + oneOf,
            step + "[4].plugin.name: Required value: the name of an extension",
            step
                + "[5].setCanaryScale.replicas: Invalid value: -1: must be greater than or equal to"
                + " 0",
            step
                + "[6].analyses: Invalid value: \"metadata.owner\": Analyses arguments must refer to"
                + " valid object metadata supported by downwardAPI"),
        problems(complete(rollout)));
  }

  @Test
  void namesEverythingThatDoesNotGoTogether() {
    List<String> problems =
        problems(
            complete(
                Cart.canary(
                    "{maxSurge: 0, maxUnavailable: 0%, dynamicStableScale: true,"
                        + " scaleDownDelaySeconds: 3, antiAffinity: {},"
                        + " replicaProgressThreshold: {type: Some, value: 1}}")));
    String field = "spec.strategy.canary.";
    assertEquals(
        List.of(
            field
                + "scaleDownDelaySeconds: Invalid value: 3: Canary scaleDownDelaySeconds can only be"
                + " used with traffic routing",
            field
                + "dynamicStableScale: Invalid value: true: Canary dynamicStableScale can only be"
                + " used with traffic routing",
            field + "maxSurge: Invalid value: 0: MaxSurge and MaxUnavailable both can not be zero",
            field
                + "replicaProgressThreshold.type: Unsupported value: \"Some\": supported values:"
                + " \"Percent\", \"Pods\"",
            field
                + "antiAffinity: Invalid value:"
                + " \"antiAffinity.PreferredDuringSchedulingIgnoredDuringExecution: false"
                + " antiAffinity.RequiredDuringSchedulingIgnoredDuringExecution: false\":"
                + " AntiAffinity must have exactly one strategy listed"),
        problems);
  }

  @Test
  void namesWhatIsWrongWithABlueGreenStrategy() {
    Rollout rollout =
        Cart.blueGreen(
            "{activeService: cart-stable, previewService: cart-stable,"
                + " scaleDownDelayRevisionLimit: 11, prePromotionAnalysis: {templates:"
                + " [{templateName: cart}, {templateName: nowhere, clusterScope: true}], args:"
                + " [{name: stable-hash, value: a}, {name: canary-hash, value: b}]}}");
    String field = "spec.strategy.blueGreen.";
    assertEquals(
        List.of(
            field
                + "activeService: Invalid value: \"cart-stable\": This rollout uses the same service"
                + " for the active and preview services, but two different services are required.",
            field
                + "scaleDownDelayRevisionLimit: Invalid value: 11: This rollout's revision history"
                + " limit can not be smaller than the rollout's scale down limit",
            field
                + "prePromotionAnalysis.templates: Invalid value: \"nowhere\":"
                + " ClusterAnalysisTemplate 'nowhere' not found",
            field
                + "prePromotionAnalysis.templates: metric errors runs indefinitely: give it a count,"
                + " or no interval"),
        problems(complete(rollout)));
  }

  @Test
  void namesWhatIsWrongWithPodsAndStrategies() {
    Rollout rollout = Cart.canary("{}");
    rollout.setSpec(
        Fixtures.read(
            "{replicas: -1, revisionHistoryLimit: -2, selector: {matchLabels: {a: b}},"
                + " template: {spec: {restartPolicy: Never, containers: [{name: x}, {name: x, image:"
                + " i}]}}}"));
    assertEquals(
        List.of(
            "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
            "spec.revisionHistoryLimit: Invalid value: -2: must be greater than or equal to 0",
            "spec.template.metadata.labels: Invalid value: {}: `selector` does not match template"
                + " `labels`",
            "spec.template.spec.containers[0].image: Required value: an image",
            "spec.template.spec.containers[1].name: Duplicate value: \"x\"",
            "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values:"
                + " \"Always\"",
            "spec.strategy: Required value: Rollout has missing field '.spec.strategy.canary or"
                + " .spec.strategy.blueGreen'"),
        problems(complete(rollout)));
  }

  @Test
  void namesTheRoutersThatThisVersionDoesNotHave() {
    Rollout rollout =
        Cart.canary(
            "{canaryService: a, stableService: a, trafficRouting: {appMesh: {virtualService: {}},"
                + " plugins: {other/x: {}}}, pingPong: {pingService: p}}");
    List<String> problems = problems(complete(rollout));
    String field = "spec.strategy.canary.trafficRouting";
    assertTrue(
        problems.stream()
            .anyMatch(
                problem -> problem.startsWith(field + ".appMesh: App Mesh is not supported")));
    assertTrue(
        problems.stream()
            .anyMatch(problem -> problem.startsWith(field + ".plugins[\"other/x\"]: ")));
    assertTrue(
        problems.stream()
            .allMatch(problem -> !problem.contains("not run") || problem.contains("use")),
        "it says what to use instead");
    assertTrue(
        problems.contains(
            "spec.strategy.canary.pingPong.pongService: Invalid value: \"\": Ping service and Pong"
                + " service must to be set to use Ping-Pong feature"));
    assertTrue(problems.stream().anyMatch(problem -> problem.contains("two different services")));
  }

  @Test
  void namesEverythingThatIsAbsent() {
    Rollout rollout = Fixtures.routed(Cart.STEPS);
    Observation nothing =
        new Observation(rollout, List.of(), Map.of(), Fixtures.traffic(), List.of(), Map.of());
    assertEquals(
        List.of(
            "spec.strategy.canary.canaryService: Invalid value: \"cart-canary\": service"
                + " \"cart-canary\" not found",
            "spec.strategy.canary.stableService: Invalid value: \"cart-stable\": service"
                + " \"cart-stable\" not found",
            "spec.strategy.canary.trafficRouting.plugins[\"argoproj-labs/gatewayAPI\"]: HTTPRoute"
                + " shop/cart not found",
            "spec.strategy.canary.analysis.templates: Invalid value: \"cart\": AnalysisTemplate"
                + " 'cart' not found"),
        problems(nothing));
  }

  @Test
  void anInvalidSpecificationIsAConditionAndNoAction() {
    Rollout rollout = Cart.canary("{maxSurge: many, steps: [{setWeight: 200}]}");
    Decision decision =
        new RolloutEngine().decide(complete(rollout), Instant.parse("2026-11-23T10:00:00Z"));
    assertEquals(List.of(), decision.actions());
    assertEquals(RolloutPhase.DEGRADED, decision.status().phase());
    assertEquals(
        "InvalidSpec: The Rollout \"cart\" is invalid: spec.strategy.canary.maxSurge: Invalid value: \"many\": must be a number of"
            + " pods or a percentage; spec.strategy.canary.steps[0].setWeight: Invalid value: 200:"
            + " SetWeight needs to be between 0 and 100",
        decision.status().message());
  }

  private static List<String> problems(Observation observation) {
    return RolloutValidator.validate(observation).problems();
  }

  private static Observation complete(Rollout rollout) {
    return new Observation(
        rollout,
        List.of(),
        Map.of(
            "cart-stable", new ServiceBuilder().withNewMetadata().endMetadata().build(),
            "cart-canary", new ServiceBuilder().withNewMetadata().endMetadata().build()),
        Fixtures.traffic(Cart.route(0)),
        List.of(),
        Map.of("cart", Cart.template()));
  }
}
