package dev.serin.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action.SetRoute;
import dev.serin.rollout.simulation.Cart;
import dev.serin.rollout.simulation.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** One canary after the other, on a calm cluster whose pods take a second. */
class RolloutEngineTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final RolloutEngine engine = new RolloutEngine();
  private final List<String> events = new ArrayList<>();
  private final List<Integer> weights = new ArrayList<>();
  private SimulatedCluster cluster = cluster(Fixtures.routed(Cart.STEPS));

  @Test
  void theFirstDeploymentSkipsTheSteps() {
    until(this::healthy);
    assertEquals(4, cluster.status().currentStepIndex());
    assertEquals(List.of(), weights);
    assertEquals(cluster.status().stableRS(), cluster.selected("cart-stable"));
  }

  @Test
  void aGoodVersionGoesThroughTheStepsAndTakesOver() {
    deployed();
    setImage("shop/cart:2");
    until(this::healthy);
    assertEquals(List.of(10, 50, 100, 0), weights);
    assertEquals(cluster.status().currentPodHash(), cluster.selected("cart-stable"));
    assertEquals(
        "Promoted", Objects.requireNonNull(cluster.status().duration()).completionStatus());
  }

  @Test
  void theStableServiceMovesBeforeTheTrafficLeavesTheCanaryService() {
    deployed();
    setImage("shop/cart:2");
    until(() -> cluster.canaryWeight() == 100);
    until(() -> cluster.canaryWeight() == 0);
    assertEquals(cluster.status().currentPodHash(), cluster.selected("cart-stable"));
  }

  @Test
  void theOldVersionStaysForThirtySeconds() {
    deployed();
    String old = "cart-" + cluster.status().stableRS();
    setImage("shop/cart:2");
    until(this::healthy);
    Instant promoted = cluster.now();
    until(() -> cluster.wanted(old) == 0);
    Duration stayed = Duration.between(promoted, cluster.now());
    assertTrue(stayed.compareTo(Duration.ofSeconds(28)) >= 0, "stayed " + stayed);
    assertTrue(stayed.compareTo(Duration.ofSeconds(33)) <= 0, "stayed " + stayed);
  }

  @Test
  void aFailedAnalysisMovesTheTrafficFirstAndSaysWhy() {
    deployed();
    setImage("shop/cart:2");
    until(() -> cluster.canaryWeight() == 10);
    cluster.conclude(run(), AnalysisPhase.FAILED);
    Decision decision = engine.decide(cluster.observe(), cluster.now());
    assertTrue(
        decision.actions().get(0) instanceof SetRoute first && first.goal().canaryWeight() == 0);
    assertTrue(decision.status().aborted());
    assertEquals(RolloutPhase.DEGRADED, decision.status().phase());
    assertEquals(
        "RolloutAborted: Rollout aborted update to revision 2: Background analysis phase"
            + " error/failed: Metric \"errors\" assessed Failed",
        decision.status().message());
  }

  @Test
  void anAbortMovesWhatStableCarriesAndMoreAsItsPodsCome() {
    deployed();
    setImage("shop/cart:2");
    until(() -> cluster.canaryWeight() == 50);
    String stable = "cart-" + cluster.status().stableRS();
    cluster.crash(stable, 2);
    abort();
    Decision decision = engine.decide(cluster.observe(), cluster.now());
    // Two of four pods, of which one may be missing, carry two thirds.
    assertEquals(34, ((SetRoute) decision.traffic().get(0)).goal().canaryWeight());
    assertTrue(decision.traffic().stream().noneMatch(Action.PointService.class::isInstance));
    until(() -> cluster.canaryWeight() == 0);
    until(() -> cluster.selected("cart-canary").equals(cluster.status().stableRS()));
  }

  @Test
  void anAbortToStableWithoutPodsMovesNothingUntilThereAreSome() {
    deployed();
    setImage("shop/cart:2");
    until(() -> cluster.canaryWeight() == 10);
    cluster.crash("cart-" + cluster.status().stableRS());
    abort();
    Decision decision = engine.decide(cluster.observe(), cluster.now());
    assertEquals(List.of(), decision.traffic());
    assertTrue(decision.status().aborted());
    until(() -> cluster.canaryWeight() == 0);
  }

  @Test
  void anAbortedCanaryGoesAfterItsDelayAndARetryStartsOver() {
    deployed();
    setImage("shop/cart:2");
    until(() -> cluster.canaryWeight() == 50);
    String canary = "cart-" + cluster.status().currentPodHash();
    abort();
    until(() -> cluster.canaryWeight() == 0);
    assertEquals(0, cluster.status().currentStepIndex());
    assertEquals(2, cluster.wanted(canary));
    until(() -> cluster.wanted(canary) == 0);
    assertEquals(cluster.status().stableRS(), cluster.selected("cart-canary"));
    patch(cluster.status().toBuilder().abort(false).build());
    weights.clear();
    until(this::healthy);
    assertEquals(List.of(10, 50, 100, 0), weights);
  }

  @Test
  void aNewVersionHalfwayStartsAtTheFirstStep() {
    deployed();
    setImage("shop/cart:2");
    until(() -> cluster.canaryWeight() == 50);
    weights.clear();
    setImage("shop/cart:3");
    until(this::healthy);
    assertEquals(List.of(0, 10, 50, 100, 0), weights);
  }

  @Test
  void goingBackToStableSkipsTheSteps() {
    deployed();
    String stable = String.valueOf(cluster.status().stableRS());
    setImage("shop/cart:2");
    until(() -> cluster.canaryWeight() == 50);
    setImage("shop/cart:1");
    weights.clear();
    until(this::healthy);
    assertEquals(List.of(0), weights);
    assertEquals(stable, cluster.status().stableRS());
    assertTrue(events.contains("SkipSteps"));
  }

  @Test
  void aPauseWithoutDurationWaitsForPromotion() {
    cluster = cluster(Fixtures.routed("[{setWeight: 10}, {pause: {}}]"));
    deployed();
    setImage("shop/cart:2");
    until(() -> phase() == RolloutPhase.PAUSED);
    Instant end = cluster.now().plusSeconds(3600);
    until(() -> cluster.now().isAfter(end));
    assertEquals(RolloutPhase.PAUSED, phase());
    assertEquals("CanaryPauseStep", cluster.status().message());
    patch(cluster.status().toBuilder().pauseConditions(List.of()).build());
    until(this::healthy);
    assertTrue(events.contains("RolloutResumed"));
  }

  @Test
  void fullPromotionSkipsPausesAndKeepsTheWeightUntilAllPodsAreThere() {
    cluster = cluster(Fixtures.routed("[{setWeight: 10}, {pause: {}}, {setWeight: 50}]"));
    deployed();
    setImage("shop/cart:2");
    until(() -> phase() == RolloutPhase.PAUSED);
    patch(cluster.status().toBuilder().promoteFull(true).build());
    until(this::healthy);
    assertEquals(List.of(10, 0), weights);
    assertFalse(cluster.status().fullPromotion());
  }

  @Test
  void anAnalysisWithoutConclusionPausesAndPromotionStartsAnotherRun() {
    deployed();
    setImage("shop/cart:2");
    until(() -> cluster.canaryWeight() == 10);
    AnalysisRun first = run();
    cluster.conclude(first, AnalysisPhase.INCONCLUSIVE);
    until(() -> phase() == RolloutPhase.PAUSED && pausedBy("InconclusiveAnalysisRun"));
    patch(cluster.status().toBuilder().pauseConditions(List.of()).build());
    until(() -> cluster.runs().size() == 2);
    assertEquals(first.getMetadata().getName() + ".1", run().getMetadata().getName());
  }

  @Test
  void anAnalysisStepWaitsForItsRun() {
    cluster =
        cluster(
            Cart.canary(
                "steps: [{setWeight: 25}, {analysis: {templates: [{templateName: cart-once}], args:"
                    + " [{name: stable-hash, value: a}, {name: canary-hash, value: b}]}}]"));
    deployed();
    setImage("shop/cart:2");
    until(() -> !cluster.runs().isEmpty());
    Instant end = cluster.now().plusSeconds(30);
    until(() -> cluster.now().isAfter(end));
    assertEquals(1, cluster.status().currentStepIndex());
    assertTrue(run().getMetadata().getName().endsWith("-2-1"), run().getMetadata().getName());
    cluster.conclude(run(), AnalysisPhase.SUCCESSFUL);
    until(this::healthy);
  }

  @Test
  void theBackgroundAnalysisIsTerminatedWhenAllIsDone() {
    deployed();
    setImage("shop/cart:2");
    until(this::healthy);
    assertEquals(1, cluster.runs().size());
    assertEquals(true, run().getSpec().terminate());
    assertEquals(
        List.of(cluster.status().currentPodHash()),
        run().getSpec().args().stream()
            .filter(argument -> "canary-hash".equals(argument.name()))
            .map(argument -> argument.value())
            .toList());
  }

  @Test
  void nothingIsWrittenWhenNothingChanges() {
    deployed();
    Decision decision = engine.decide(cluster.observe(), cluster.now().plusSeconds(3600));
    assertEquals(List.of(), decision.actions());
    assertEquals(cluster.status(), decision.status());
    assertEquals(List.of(), decision.events());
  }

  @Test
  void podsThatNeverComeUpExceedTheDeadlineAndGetNoTraffic() {
    cluster = stuck(false);
    deployed();
    setImage("shop/cart:2");
    until(() -> phase() == RolloutPhase.DEGRADED);
    assertEquals(
        "ProgressDeadlineExceeded: ReplicaSet \"cart-r4fmtntk2c\" has timed out progressing.",
        cluster.status().message());
    assertEquals(List.of(), weights);
    assertFalse(cluster.status().aborted());
  }

  @Test
  void theDeadlineAbortsWhenTheRolloutSaysSo() {
    cluster = stuck(true);
    deployed();
    setImage("shop/cart:2");
    until(() -> cluster.status().aborted());
    assertEquals(
        "RolloutAborted: Rollout aborted update to revision 2: ReplicaSet \"cart-r4fmtntk2c\" has timed out"
            + " progressing.",
        cluster.status().message());
  }

  @Test
  void oldReplicaSetsAreForgottenBeyondTheLimit() {
    deployed();
    for (int version = 2; version <= 15; version++) {
      setImage("shop/cart:" + version);
      until(this::healthy);
    }
    Instant end = cluster.now().plusSeconds(60);
    until(() -> cluster.now().isAfter(end));
    assertEquals(11, cluster.replicaSetNames().size());
  }

  @Test
  void eventsComeInArgosOrder() {
    deployed();
    events.clear();
    setImage("shop/cart:2");
    until(this::healthy);
    List<String> order =
        List.of(
            "RolloutUpdated",
            "NewReplicaSetCreated",
            "RolloutNotCompleted",
            "ScalingReplicaSet",
            "SwitchService",
            "TrafficWeightUpdated",
            "RolloutStepCompleted",
            "RolloutPaused",
            "RolloutCompleted");
    assertEquals(order, events.stream().distinct().filter(order::contains).toList());
  }

  private void deployed() {
    until(this::healthy);
    weights.clear();
  }

  /** Passes until something holds; fails after two virtual hours. */
  private void until(BooleanSupplier condition) {
    Instant limit = cluster.now().plus(Duration.ofHours(2));
    do {
      assertTrue(cluster.now().isBefore(limit), "still " + cluster.status().message());
      Decision decision = engine.decide(cluster.observe(), cluster.now());
      decision.actions().forEach(cluster::carryOut);
      decision.traffic().stream()
          .filter(SetRoute.class::isInstance)
          .map(SetRoute.class::cast)
          .forEach(action -> weights.add(action.goal().canaryWeight()));
      decision.events().forEach(event -> events.add(event.reason()));
      cluster.rollout().setStatus(decision.status());
      cluster.tick(cluster.now().plusSeconds(1));
    } while (!condition.getAsBoolean());
  }

  private void setImage(String image) {
    Rollout rollout = cluster.rollout();
    rollout.setSpec(Fixtures.with(rollout.getSpec(), Fixtures.image(rollout, image), false));
    // As the API server does; clients do not believe a phase of an older generation.
    rollout.getMetadata().setGeneration(rollout.getMetadata().getGeneration() + 1);
  }

  private void abort() {
    patch(cluster.status().toBuilder().abort(true).build());
  }

  private void patch(RolloutStatus status) {
    cluster.rollout().setStatus(status);
  }

  private AnalysisRun run() {
    List<AnalysisRun> runs = cluster.runs();
    return runs.get(runs.size() - 1);
  }

  /** Healthy, and all traffic on the stable Service. */
  private boolean healthy() {
    return phase() == RolloutPhase.HEALTHY && cluster.canaryWeight() == 0;
  }

  private boolean pausedBy(String reason) {
    return cluster.status().pauseConditions().stream()
        .anyMatch(condition -> reason.equals(condition.reason()));
  }

  /** As a client sees it: a status of an older generation is still on its way. */
  private RolloutPhase phase() {
    String generation = String.valueOf(cluster.rollout().getMetadata().getGeneration());
    RolloutPhase phase = cluster.status().phase();
    return phase == null || !generation.equals(cluster.status().observedGeneration())
        ? RolloutPhase.PROGRESSING
        : phase;
  }

  /** Pods of version 2 never become available. */
  private static SimulatedCluster stuck(boolean abort) {
    Rollout rollout = Fixtures.routed(Cart.STEPS);
    RolloutSpec spec = rollout.getSpec();
    rollout.setSpec(
        new RolloutSpec(
            spec.replicas(),
            spec.selector(),
            spec.template(),
            null,
            null,
            null,
            null,
            null,
            60,
            abort,
            null,
            null,
            spec.strategy(),
            Map.of()));
    return new SimulatedCluster(
        rollout, (image, now) -> now.plus(Duration.ofDays(image.endsWith(":2") ? 1000 : 0)), START);
  }

  private static SimulatedCluster cluster(Rollout rollout) {
    return new SimulatedCluster(rollout, (image, now) -> now.plusSeconds(1), START);
  }
}
