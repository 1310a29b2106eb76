package dev.serin.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action.CreateAnalysisRun;
import dev.serin.rollout.simulation.Cart;
import dev.serin.rollout.simulation.SimulatedCluster;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators, editors and other tenants may do at the worst moment of a canary. */
class HostileRolloutTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final RolloutEngine engine = new RolloutEngine();
  private final SimulatedCluster cluster =
      new SimulatedCluster(Fixtures.routed(Cart.STEPS), (image, now) -> now.plusSeconds(1), START);

  @Test
  void aRetryAfterAFailedAnalysisStartsOver() {
    canaryAt(10);
    cluster.conclude(cluster.runs().get(0), AnalysisPhase.FAILED);
    until(() -> cluster.canaryWeight() == 0);
    assertTrue(cluster.status().aborted());
    patch(status -> status.toBuilder().abort(false).build());
    until(() -> cluster.canaryWeight() == 10);
    assertFalse(cluster.status().aborted());
    assertEquals(2, cluster.runs().size(), "judged anew");
  }

  @Test
  void aVersionWhoseReplicaSetIsDeletedIsJudgedOn() {
    canaryAt(10);
    cluster.carryOut(new Action.DeleteReplicaSet("cart-" + cluster.status().currentPodHash()));
    step();
    until(() -> cluster.canaryWeight() == 10);
    AnalysisRun last = cluster.runs().get(cluster.runs().size() - 1);
    assertFalse(Boolean.TRUE.equals(last.getSpec().terminate()), "nobody judges");
    cluster.conclude(last, AnalysisPhase.FAILED);
    until(() -> cluster.canaryWeight() == 0);
    assertTrue(cluster.status().aborted());
  }

  @Test
  void anAbortDuringAFullPromotionWins() {
    canaryAt(10);
    patch(status -> status.toBuilder().promoteFull(true).build());
    patch(status -> decide().status());
    patch(status -> status.toBuilder().abort(true).build());
    until(() -> cluster.canaryWeight() == 0);
    assertTrue(cluster.status().aborted());
    assertFalse(cluster.status().fullPromotion());
  }

  @Test
  void aFullPromotionAfterAnAbortWins() {
    canaryAt(10);
    patch(status -> status.toBuilder().abort(true).build());
    until(() -> cluster.canaryWeight() == 0);
    patch(status -> status.toBuilder().promoteFull(true).build());
    until(() -> cluster.status().phase() == RolloutPhase.HEALTHY);
    assertEquals(cluster.status().currentPodHash(), cluster.status().stableRS());
  }

  /** Edits that the API server takes, in the middle of a canary, and that cannot be worked with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "setWeight: 1000",
        "pause: {duration: 1x}",
        "pause: {duration: -5}",
        "template",
        "selector"
      })
  void aVerdictMovesTheTrafficWhateverHasBecomeOfTheSpecification(String edit) {
    canaryAt(50);
    damage(edit);
    Decision before = decide();
    assertEquals(List.of(), before.actions());
    assertEquals(RolloutPhase.DEGRADED, before.status().phase());
    patch(status -> before.status());
    cluster.conclude(cluster.runs().get(0), AnalysisPhase.FAILED);
    Decision decision = decide();
    assertTrue(
        decision.traffic().stream()
            .anyMatch(a -> a instanceof Action.SetRoute w && w.goal().canaryWeight() == 0),
        decision.toString());
    assertTrue(decision.status().aborted());
    assertTrue(String.valueOf(decision.status().message()).startsWith("InvalidSpec: "));
    decision.actions().forEach(cluster::carryOut);
    patch(status -> decision.status());
    step();
    step();
    assertEquals(cluster.status().stableRS(), cluster.selected("cart-canary"));
    assertEquals(List.of(), decide().actions(), "nothing is left to do");
  }

  @Test
  void anOperatorsAbortMovesTheTrafficAlthoughTheTemplateIsStablesAndTheRestIsBroken() {
    Rollout before = cluster.rollout();
    RolloutSpec first = before.getSpec();
    canaryAt(50);
    cluster.rollout().setSpec(first);
    damage("setWeight: 1000");
    patch(status -> status.toBuilder().abort(true).build());
    step();
    assertEquals(0, cluster.canaryWeight());
  }

  @Test
  void noCanaryGoesOnWithoutItsAnalysis() {
    deployed();
    image("shop/cart:2");
    Predicate<Action> refused = action -> action instanceof CreateAnalysisRun;
    for (int second = 0; second < 600; second++) {
      step(refused.negate());
      assertEquals(0, cluster.canaryWeight());
    }
    until(() -> cluster.canaryWeight() == 10);
  }

  @Test
  void aRouteOfAnotherNamespaceIsLeftAloneUnlessItNamesTheServicesOfThisOne() {
    canaryAt(10);
    Rollout stranger = JSON.unmarshal(JSON.asJson(cluster.rollout()), Rollout.class);
    Observation seen = cluster.observe();
    stranger.getMetadata().setNamespace("evil");
    stranger.setStatus(cluster.status().toBuilder().abort(true).build());
    Decision decision =
        engine.decide(
            new Observation(
                stranger,
                seen.replicaSets(),
                seen.services(),
                seen.traffic(),
                seen.analysisRuns(),
                seen.analysisTemplates()),
            cluster.now());
    assertTrue(
        decision.traffic().stream().noneMatch(Action.SetRoute.class::isInstance),
        decision.toString());
    assertTrue(
        String.valueOf(decision.status().message()).contains("has no rule with both backends"),
        decision.status().message());

    JsonNode meant = cluster.route().deepCopy();
    meant
        .at("/spec/rules/0/backendRefs")
        .forEach(backend -> ((ObjectNode) backend).put("namespace", "evil"));
    Decision allowed =
        engine.decide(
            new Observation(
                stranger,
                seen.replicaSets(),
                seen.services(),
                Fixtures.traffic(meant),
                seen.analysisRuns(),
                seen.analysisTemplates()),
            cluster.now());
    assertTrue(allowed.traffic().stream().anyMatch(Action.SetRoute.class::isInstance));
  }

  private void damage(String edit) {
    RolloutSpec spec = cluster.rollout().getSpec();
    String json = JSON.asJson(spec);
    String broken =
        switch (edit) {
          case "template" -> JSON.asJson(Fixtures.with(spec, null, false));
          case "selector" -> json.replaceAll("\"selector\":\\{[^}]*\\}\\},", "");
          case "setWeight: 1000" -> json.replace("\"setWeight\":50", "\"setWeight\":1000");
          default ->
              json.replace(
                  "\"duration\":\"3s\"",
                  edit.contains("-5") ? "\"duration\":-5" : "\"duration\":\"1x\"");
        };
    assertFalse(broken.equals(json), json);
    cluster.rollout().setSpec(JSON.unmarshal(broken, RolloutSpec.class));
  }

  private void canaryAt(int weight) {
    deployed();
    image("shop/cart:2");
    until(() -> cluster.canaryWeight() == weight);
  }

  private void deployed() {
    until(() -> cluster.status().phase() == RolloutPhase.HEALTHY);
  }

  private void image(String image) {
    Rollout rollout = cluster.rollout();
    rollout.setSpec(Fixtures.with(rollout.getSpec(), Fixtures.image(rollout, image), false));
  }

  private void patch(UnaryOperator<RolloutStatus> change) {
    cluster.rollout().setStatus(change.apply(cluster.status()));
  }

  private Decision decide() {
    return engine.decide(cluster.observe(), cluster.now());
  }

  private void step() {
    step(action -> true);
  }

  /** A pass; the actions that do not fit are refused by the API server. */
  private void step(Predicate<Action> taken) {
    Decision decision = decide();
    decision.actions().stream().filter(taken).forEach(cluster::carryOut);
    cluster.rollout().setStatus(decision.status());
    cluster.tick(cluster.now().plusSeconds(1));
  }

  private void until(BooleanSupplier condition) {
    Instant limit = cluster.now().plus(Duration.ofMinutes(10));
    do {
      assertTrue(cluster.now().isBefore(limit), "still " + cluster.status().message());
      step();
    } while (!condition.getAsBoolean());
  }
}
