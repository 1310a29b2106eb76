package dev.serin.rollout.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.RollbackWindow;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.rollout.Fixtures;
import dev.serin.rollout.Story;
import dev.serin.rollout.Workload;
import dev.serin.rollout.simulation.Cart;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What canaries can do beside weights and pauses, one after the other. */
class CanaryFeaturesTest {
  private static final String ROUTED =
      """
      {canaryService: cart-canary, stableService: cart-stable,
       trafficRouting: {plugins: {argoproj-labs/gatewayAPI: {httpRoute: cart, namespace: shop}}%s},
       steps: %s%s}
      """;

  @Test
  void theCanaryHasThePodsThatSetCanaryScaleSays() {
    Story story =
        routed(
            "[{setCanaryScale: {replicas: 3}}, {pause: {}}, {setWeight: 50}, {pause: {}},"
                + " {setCanaryScale: {weight: 25}}, {pause: {}},"
                + " {setCanaryScale: {matchTrafficWeight: true}}, {pause: {}}]",
            "");
    story.deployed().setImage("shop/cart:2");
    List<Integer> pods = new ArrayList<>();
    for (int pause = 0; pause < 4; pause++) {
      story.until(() -> story.pausedBy("CanaryPauseStep"));
      pods.add(story.cluster().wanted(story.current()));
      story.promote();
    }
    assertEquals(List.of(3, 3, 1, 2), pods);
    story.until(story::healthy);
    assertEquals(4, story.cluster().wanted(story.current()));
  }

  @Test
  void aPromotionThatGetsLostMovesNoTrafficBackToTheOldVersion() {
    Story story = routed("[{setWeight: 50}]", "");
    story.deployed().setImage("shop/cart:2");
    String old = String.valueOf(story.status().stableRS());
    AtomicInteger lost = new AtomicInteger();
    story
        .taking(status -> old.equals(status.stableRS()) || lost.incrementAndGet() > 10)
        .until(story::healthy);
    assertTrue(lost.get() > 10);
    assertEquals(List.of(50, 100, 0), story.weights());
  }

  @Test
  void stableShrinksAsTheCanaryGrows() {
    Story story =
        routed(
            "[{setWeight: 50}, {pause: {}}, {setWeight: 75}, {pause: {}}]",
            ", dynamicStableScale: true");
    story.deployed().setImage("shop/cart:2");
    String old = story.stable();
    story.until(() -> story.pausedBy("CanaryPauseStep")).rest(5);
    assertEquals(2, story.cluster().wanted(old));
    story.promote().until(() -> story.pausedBy("CanaryPauseStep")).rest(5);
    assertEquals(1, story.cluster().wanted(old));
    story.promote().until(story::healthy).rest(3);
    assertEquals(0, story.cluster().wanted(old));
  }

  @Test
  void anAbortGivesBackAsMuchAsTheShrunkStableCarriesAndGrowsItMeanwhile() {
    Story story = routed("[{setWeight: 75}, {pause: {}}]", ", dynamicStableScale: true");
    story.deployed().setImage("shop/cart:2");
    String canary = "cart-r4fmtntk2c";
    story.until(() -> story.pausedBy("CanaryPauseStep")).rest(5);
    assertEquals(1, story.cluster().wanted(story.stable()));
    story.weights().clear();
    story.patch(status -> status.abort(true)).until(() -> story.cluster().canaryWeight() == 0);
    assertEquals(List.of(67, 0), story.weights(), "one of three pods that are needed, then all");
    story.until(() -> story.cluster().wanted(canary) == 0);
    assertEquals(4, story.cluster().available(story.stable()));
  }

  @Test
  void enoughPodsAreEnough() {
    Story story =
        routed(
            "[{setWeight: 50}, {pause: {}}]",
            ", replicaProgressThreshold: {type: Percent, value: 50}");
    story.deployed();
    int[] made = {0};
    Story slow =
        new Story(
            story.cluster().rollout(),
            (image, now) ->
                image.endsWith(":2") && made[0]++ % 2 == 1
                    ? now.plusSeconds(100_000)
                    : now.plusSeconds(1));
    slow.cluster().rollout().setStatus(null);
    slow.deployed().setImage("shop/cart:2").until(() -> slow.pausedBy("CanaryPauseStep"));
    assertEquals(50, slow.cluster().canaryWeight());
    assertEquals(1, slow.cluster().available(slow.current()));
  }

  @Test
  void aVersionWithRoutedTrafficHasAtLeastSoManyPods() {
    Story story = routed("[{setWeight: 1}, {pause: {}}]", ", minPodsPerReplicaSet: 2");
    story.deployed().setImage("shop/cart:2").until(() -> story.pausedBy("CanaryPauseStep"));
    assertEquals(2, story.cluster().wanted(story.current()));
  }

  @Test
  void anAbortedCanaryMayStay() {
    Story story = routed("[{setWeight: 50}, {pause: {}}]", ", abortScaleDownDelaySeconds: 0");
    story.deployed().setImage("shop/cart:2").until(() -> story.pausedBy("CanaryPauseStep"));
    String canary = story.current();
    story.patch(status -> status.abort(true)).rest(600);
    assertEquals(2, story.cluster().wanted(canary));
    assertEquals(0, story.cluster().canaryWeight());
  }

  @Test
  void onlySoManyOldVersionsWaitToBeScaledDown() {
    Story story =
        routed("[]", ", scaleDownDelaySeconds: 3600, scaleDownDelayRevisionLimit: 1").deployed();
    String first = story.stable();
    story.setImage("shop/cart:2").until(story::healthy);
    String second = story.stable();
    assertEquals(4, story.cluster().wanted(first));
    story.setImage("shop/cart:3").until(story::healthy).rest(3);
    assertEquals(0, story.cluster().wanted(first));
    assertEquals(4, story.cluster().wanted(second));
  }

  @Test
  void pingAndPongChangeRolesAndNoServiceIsSwitchedUnderTraffic() {
    Story story =
        new Story(
            Cart.canary(
                "{pingPong: {pingService: cart-canary, pongService: cart-stable}, trafficRouting:"
                    + " {plugins: {argoproj-labs/gatewayAPI: {httpRoute: cart, namespace: shop}}},"
                    + " steps: [{setWeight: 50}, {pause: {}}]}"));
    story.until(() -> story.status().phase() == RolloutPhase.HEALTHY);
    story.setImage("shop/cart:2").until(() -> story.pausedBy("CanaryPauseStep"));
    assertEquals(50, story.cluster().canaryWeight());
    story.promote().until(() -> "ping".equals(state(story).stablePingPong()));
    story.until(() -> story.status().phase() == RolloutPhase.HEALTHY).rest(60);
    assertEquals(story.status().stableRS(), story.cluster().selected("cart-canary"));
    assertEquals(
        100,
        story.cluster().route().at("/spec/rules/0/backendRefs/1/weight").asInt(),
        "ping has everything, and is stable");
    assertNotEquals(story.status().stableRS(), story.cluster().selected("cart-stable"));
    story.setImage("shop/cart:3").until(() -> story.pausedBy("CanaryPauseStep"));
    assertEquals(50, story.cluster().canaryWeight());
    story.promote().until(() -> "pong".equals(state(story).stablePingPong()));
  }

  @Test
  void podsOfTheCanaryKeepOffTheNodesOfStable() {
    Story story =
        routed(
            "[{setWeight: 50}, {pause: {}}]",
            ", antiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: {weight: 7}}");
    story.deployed();
    assertNull(affinity(story, story.stable()));
    story.setImage("shop/cart:2").until(() -> story.pausedBy("CanaryPauseStep"));
    Affinity affinity = Objects.requireNonNull(affinity(story, story.current()));
    var term =
        affinity.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution().get(0);
    assertEquals(7, term.getWeight());
    assertEquals("kubernetes.io/hostname", term.getPodAffinityTerm().getTopologyKey());
    assertEquals(
        List.of(story.status().stableRS()),
        term.getPodAffinityTerm().getLabelSelector().getMatchExpressions().get(0).getValues());
  }

  @Test
  void metadataFollowsTheRoles() {
    Story story =
        routed(
            "[{setWeight: 50}, {pause: {}}]",
            ", canaryMetadata: {labels: {role: canary}}, stableMetadata: {labels: {role: stable}}");
    story.deployed();
    assertEquals(Set.of("stable"), story.cluster().labels(story.stable(), "role"));
    story.setImage("shop/cart:2").until(() -> story.pausedBy("CanaryPauseStep"));
    String old = story.stable();
    assertEquals(Set.of("canary"), story.cluster().labels(story.current(), "role"));
    assertEquals(Set.of("stable"), story.cluster().labels(old, "role"));
    story.promote().until(story::healthy).rest(2);
    assertEquals(Set.of("stable"), story.cluster().labels(story.current(), "role"));
    assertEquals(Set.of(""), story.cluster().labels(old, "role"));
    assertEquals(
        "{\"labels\":{\"role\":\"stable\"}}",
        story
            .cluster()
            .replicaSet(story.current())
            .getMetadata()
            .getAnnotations()
            .get("rollout.argoproj.io/ephemeral-metadata"));
  }

  @Test
  void allPodsAreRestartedAFewAtATime() {
    Story story = routed("[]", "").deployed();
    Instant restart = story.cluster().now().plusSeconds(10);
    story.edit(rollout -> rollout.setSpec(rollout.getSpec().withRestartAt(restart)));
    int least = 4;
    while (!restart.equals(story.status().restartedAt())) {
      least = Math.min(least, story.cluster().available(story.stable()));
      story.rest(1);
    }
    assertEquals(3, least, "one pod may be missing");
    assertTrue(!story.cluster().oldestPod().isBefore(restart));
    story.until(story::healthy);
  }

  @Test
  void theAnalysisInTheBackgroundBeginsAtItsStep() {
    Story story =
        routed(
                "[{setWeight: 10}, {pause: {}}, {setWeight: 50}, {pause: {}}]",
                ", analysis: {startingStep: 2, templates: [{templateName: cart}], args: [{name:"
                    + " stable-hash, value: a}, {name: canary-hash, value: b}]}")
            .deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("CanaryPauseStep")).rest(10);
    assertEquals(List.of(), story.cluster().runs());
    story.promote().until(() -> story.cluster().runs().size() == 1);
    assertEquals(story.current() + "-2", story.run().getMetadata().getName());
  }

  @Test
  void anExperimentIsAStep() {
    Story story =
        routed(
                "[{experiment: {duration: 5m, templates: [{name: base, specRef: stable},"
                    + " {name: new, specRef: canary, metadata: {labels: {x: y}}}]}}]",
                "")
            .deployed();
    story.setImage("shop/cart:2").until(() -> !experiments(story).isEmpty());
    var experiment = experiments(story).get(0);
    String name = experiment.getMetadata().getName();
    assertEquals(story.current() + "-2-0", name);
    assertEquals(2, experiment.getSpec().templates().size());
    assertEquals(name, state(story).currentExperiment());
    story.rest(60);
    assertEquals(0, story.status().currentStepIndex());
    assertEquals(2, story.cluster().world().experiments().pods());
    assertEquals(
        "y",
        story
            .cluster()
            .world()
            .experiments()
            .replicaSet(name + "-new")
            .orElseThrow()
            .getMetadata()
            .getLabels()
            .get("x"));
    story.until(story::healthy).rest(60);
    assertEquals(null, state(story).currentExperiment());
    assertEquals(0, story.cluster().world().experiments().pods());
    assertTrue(story.events().contains("ExperimentCreated"));
  }

  @Test
  void templatesOfAnExperimentGetTheirShareOfTheTraffic() {
    Story story =
        routed(
            "[{setWeight: 10}, {experiment: {duration: 1m, templates: [{name: a, specRef:"
                + " stable, weight: 15}]}}]",
            "");
    story
        .edit(
            rollout ->
                Fixtures.pods(rollout)
                    .getSpec()
                    .getContainers()
                    .get(0)
                    .setPorts(List.of(new ContainerPort(8080, null, null, "http", "TCP"))))
        .deployed();
    story.setImage("shop/cart:2").until(() -> weight(story, 2) == 15);
    assertEquals(75, weight(story, 0));
    assertEquals(10, weight(story, 1));
    story.until(story::healthy);
    assertEquals(100, weight(story, 0));
    assertTrue(
        story.cluster().route().at("/spec/rules/0/backendRefs/2").isMissingNode(),
        story.cluster().route().toString());
  }

  @Test
  void aFailedExperimentAborts() {
    Story story =
        routed(
                "[{experiment: {templates: [{name: a, specRef: stable}], analyses: [{name: x,"
                    + " templateName: nowhere}]}}]",
                "")
            .deployed();
    story.setImage("shop/cart:2").until(() -> story.status().aborted());
    assertEquals(
        "RolloutAborted: Rollout aborted update to revision 2: Experiment analysis phase is"
            + " error/failed: AnalysisTemplate verification failed for analysis 'x':"
            + " analysistemplate.argoproj.io \"nowhere\" not found",
        story.status().message());
  }

  @Test
  void anAbortEndsTheExperiment() {
    Story story =
        routed("[{experiment: {templates: [{name: a, specRef: stable}]}}]", "").deployed();
    story.setImage("shop/cart:2").until(() -> story.cluster().world().experiments().pods() == 1);
    story.patch(status -> status.abort(true)).rest(60);
    assertEquals(true, experiments(story).get(0).getSpec().terminate());
    assertEquals(0, story.cluster().world().experiments().pods());
  }

  @Test
  void goingBackWithinTheWindowSkipsTheSteps() {
    Story story = routed("[{setWeight: 50}, {pause: {}}]", "");
    story.edit(
        rollout ->
            rollout.setSpec(rollout.getSpec().withRollbackWindow(new RollbackWindow(2, Map.of()))));
    story.deployed();
    String first = story.stable();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("CanaryPauseStep"));
    story.promote().until(story::healthy).rest(120);
    story.weights().clear();
    story.setImage("shop/cart:1").until(story::healthy);
    assertEquals(first, story.stable());
    assertEquals(List.of(100, 0), story.weights());
    assertTrue(story.events().contains("SkipSteps"));
  }

  @Test
  void aDeploymentHoldsTheTemplateAndLosesItsPodsWhenAllIsWell() {
    Story story = routed("[]", "");
    Workload workload =
        new Workload(
            "Deployment", "cart", 7, Fixtures.pods(story.cluster().rollout()), Optional.empty(), 3);
    story.cluster().world().workload(workload);
    story.edit(
        rollout ->
            rollout.setSpec(
                Fixtures.withWorkload(
                    rollout.getSpec(),
                    new WorkloadReference(
                        "apps/v1", "Deployment", "cart", "onsuccess", Map.of()))));
    story.deployed().rest(2);
    assertEquals("7", story.status().workloadObservedGeneration());
    assertEquals(0, story.cluster().world().workload().orElseThrow().replicas());
  }

  @Test
  void aNameThatSomebodyElseHasLeadsToAnother() {
    Story story = routed("[]", "").deployed();
    story.cluster().world().take("cart-r4fmtntk2c");
    story.setImage("shop/cart:2").until(story::healthy);
    assertEquals(1, story.status().collisionCount());
    assertNotEquals("cart-r4fmtntk2c", story.current());
  }

  private static Story routed(String steps, String more) {
    return new Story(Cart.canary(ROUTED.formatted("", steps, more)));
  }

  private static List<Experiment> experiments(Story story) {
    return story.cluster().world().experiments().all();
  }

  private static int weight(Story story, int backend) {
    return story.cluster().route().at("/spec/rules/0/backendRefs/" + backend + "/weight").asInt();
  }

  private static CanaryStatus state(Story story) {
    return Objects.requireNonNull(story.status().canary());
  }

  private static @Nullable Affinity affinity(Story story, String set) {
    return story.cluster().replicaSet(set).getSpec().getTemplate().getSpec().getAffinity();
  }
}
