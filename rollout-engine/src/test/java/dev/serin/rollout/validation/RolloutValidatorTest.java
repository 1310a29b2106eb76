package dev.serin.rollout.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Fixtures;
import dev.serin.rollout.Observation;
import dev.serin.rollout.RolloutEngine;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutValidatorTest {

  @Test
  void findsNothingInWhatTheRendererWrites() {
    assertEquals(List.of(), problems(complete(Fixtures.routed(Fixtures.STEPS))));
  }

  @Test
  void namesTheStepsThatThisVersionDoesNotHave() {
    Rollout rollout =
        Fixtures.routed(
            "[{setWeight: 10}, {experiment: {templates: []}}, {setCanaryScale: {replicas: 1}},"
                + " {setWeight: 5, pause: {}}, {}]");
    assertEquals(
        List.of(
            "step 2: experiment is not supported yet by this version",
            "step 3: setCanaryScale is not supported yet by this version",
            "spec.strategy.canary.steps[3]: Invalid value: \"setWeight, pause\": step must have one"
                + " of the following set: setWeight, pause, analysis",
            "spec.strategy.canary.steps[4]: Invalid value: \"\": step must have one of the following"
                + " set: setWeight, pause, analysis"),
        problems(complete(rollout)));
  }

  @Test
  void namesTheRoutersThatThisVersionDoesNotHave() {
    Rollout rollout =
        Fixtures.rollout(
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
        problems.contains("spec.strategy.canary.pingPong is not supported yet by this version"));
    assertTrue(problems.stream().anyMatch(problem -> problem.contains("two different services")));
  }

  @Test
  void namesEverythingThatIsAbsent() {
    Rollout rollout = Fixtures.routed(Fixtures.STEPS);
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
    Rollout rollout = Fixtures.rollout("{maxSurge: many, steps: [{setWeight: 200}]}");
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
        Fixtures.traffic(Fixtures.route(0)),
        List.of(),
        Map.of("cart", Fixtures.template()));
  }
}
