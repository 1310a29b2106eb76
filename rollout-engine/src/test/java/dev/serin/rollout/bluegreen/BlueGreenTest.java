package dev.serin.rollout.bluegreen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.rollout.BlueGreenStatus;
import dev.serin.argo.rollout.RollbackWindow;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Story;
import dev.serin.rollout.simulation.Cart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Blue/green changes, one after the other; the active Service is cart-stable. */
class BlueGreenTest {
  private static final String SERVICES = "activeService: cart-stable, previewService: cart-canary";
  private static final String ANALYSIS =
      "{templates: [{templateName: cart-once}], args: [{name: stable-hash, value: a},"
          + " {name: canary-hash, value: b}]}";

  @Test
  void theFirstDeploymentGoesStraightToBothServices() {
    Story story = story("");
    story.until(story::healthy);
    assertEquals(story.status().stableRS(), story.cluster().selected("cart-stable"));
    assertEquals(story.status().stableRS(), story.cluster().selected("cart-canary"));
    assertEquals(story.status().stableRS(), state(story).activeSelector());
    assertEquals(story.status().stableRS(), state(story).previewSelector());
    assertEquals(4, story.status().HPAReplicas());
    assertTrue(
        Objects.requireNonNull(story.status().selector())
            .contains("rollouts-pod-template-hash=" + story.status().stableRS()));
  }

  @Test
  void eventsComeInArgosOrder() {
    Story story = new Story(Cart.blueGreen("{activeService: cart-stable}"));
    story.until(story::healthy);
    assertEquals(
        List.of(
            "RolloutAddedToInformer",
            "RolloutUpdated",
            "NewReplicaSetCreated",
            "RolloutNotCompleted",
            "ScalingReplicaSet",
            "RolloutCompleted",
            "SwitchService"),
        story.events());
    story.deployed().setImage("shop/cart:2").until(story::healthy);
    assertEquals(
        List.of(
            "RolloutUpdated",
            "NewReplicaSetCreated",
            "RolloutNotCompleted",
            "ScalingReplicaSet",
            "SwitchService",
            "RolloutCompleted"),
        story.events());
  }

  @Test
  void aNewVersionIsSwitchedToWhenAllOfItsPodsAreThere() {
    Story story = story("").deployed();
    String old = story.stable();
    story.setImage("shop/cart:2");
    story.until(() -> story.cluster().selected("cart-canary").equals(hash(story)));
    assertNotEquals(hash(story), story.cluster().selected("cart-stable"));
    assertEquals("more replicas need to be updated", story.status().message());
    story.until(() -> story.cluster().selected("cart-stable").equals(hash(story)));
    assertEquals(4, story.cluster().available(story.current()));
    story.until(story::healthy);
    assertEquals(story.current(), story.stable());
    Instant switched = story.cluster().now();
    story.until(() -> story.cluster().wanted(old) == 0);
    Duration stayed = Duration.between(switched, story.cluster().now());
    assertTrue(stayed.toSeconds() >= 25 && stayed.toSeconds() <= 33, "stayed " + stayed);
  }

  @Test
  void withoutAutomaticPromotionSomebodyPromotes() {
    Story story = story(", autoPromotionEnabled: false").deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("BlueGreenPause")).rest(3600);
    assertEquals(RolloutPhase.PAUSED, story.status().phase());
    assertEquals("BlueGreenPause", story.status().message());
    assertNotEquals(hash(story), story.cluster().selected("cart-stable"));
    story.promote().until(story::healthy);
    assertEquals(hash(story), story.cluster().selected("cart-stable"));
    assertTrue(story.events().contains("RolloutResumed"));
    assertFalse(story.status().pausedByController());
  }

  @Test
  void aPromotionThatIsNotCarriedOutAtOnceIsNotForgotten() {
    Story story = story(", autoPromotionEnabled: false").deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("BlueGreenPause"));
    story.cluster().crash(story.current());
    story.promote().until(story::healthy);
    assertEquals(1, story.events().stream().filter("RolloutPaused"::equals).count());
  }

  @Test
  void automaticPromotionWaitsForItsTime() {
    Story story = story(", autoPromotionSeconds: 60").deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("BlueGreenPause"));
    Instant paused = story.cluster().now();
    story.until(() -> story.cluster().selected("cart-stable").equals(hash(story)));
    long waited = Duration.between(paused, story.cluster().now()).toSeconds();
    assertTrue(waited >= 57 && waited <= 63, "waited " + waited);
  }

  @Test
  void aSmallPreviewGrowsBeforeTheSwitch() {
    Story story = story(", previewReplicaCount: 1, autoPromotionEnabled: false").deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("BlueGreenPause")).rest(20);
    assertEquals(1, story.cluster().wanted(story.current()));
    story.promote().until(() -> story.cluster().wanted(story.current()) == 4);
    assertNotEquals(hash(story), story.cluster().selected("cart-stable"));
    assertEquals(true, state(story).scaleUpPreviewCheckPoint());
    story.until(story::healthy);
    assertEquals(null, state(story).scaleUpPreviewCheckPoint());
  }

  @Test
  void theAnalysisBeforeThePromotionHoldsItBack() {
    Story story = story(", prePromotionAnalysis: " + ANALYSIS).deployed();
    story.setImage("shop/cart:2").until(() -> !story.cluster().runs().isEmpty()).rest(30);
    assertEquals(story.current() + "-2-pre", story.run().getMetadata().getName());
    assertEquals("PrePromotion", story.run().getMetadata().getLabels().get("rollout-type"));
    assertNotEquals(hash(story), story.cluster().selected("cart-stable"));
    story.conclude(AnalysisPhase.SUCCESSFUL).until(story::healthy);
    assertEquals(
        AnalysisPhase.SUCCESSFUL,
        Objects.requireNonNull(state(story).prePromotionAnalysisRunStatus()).status());
  }

  @Test
  void aFailedAnalysisBeforeThePromotionAborts() {
    Story story = story(", prePromotionAnalysis: " + ANALYSIS).deployed();
    story.setImage("shop/cart:2").until(() -> !story.cluster().runs().isEmpty());
    story.conclude(AnalysisPhase.FAILED).until(() -> story.status().aborted());
    assertEquals(
        "RolloutAborted: Rollout aborted update to revision 2: Blue/green pre-promotion analysis"
            + " phase error/failed: Metric \"errors\" assessed Failed",
        story.status().message());
    String preview = story.current();
    story.until(() -> story.cluster().wanted(preview) == 0);
    assertEquals(story.status().stableRS(), story.cluster().selected("cart-stable"));
  }

  @Test
  void aFailedAnalysisAfterThePromotionSwitchesBackInTheSamePass() {
    Story story = story(", postPromotionAnalysis: " + ANALYSIS).deployed();
    story.setImage("shop/cart:2").until(() -> !story.cluster().runs().isEmpty()).rest(60);
    assertEquals("waiting for analysis to complete", story.status().message());
    assertEquals(4, story.cluster().wanted(story.stable()), "the way back is open");
    assertEquals(hash(story), story.cluster().selected("cart-stable"));
    story.conclude(AnalysisPhase.FAILED);
    Decision decision = story.pass();
    assertEquals(
        new Action.PointService("cart-stable", String.valueOf(story.status().stableRS()), "cart"),
        decision.actions().get(0));
    assertTrue(decision.status().aborted());
  }

  @Test
  void anAnalysisWithoutConclusionPausesAndPromotionStartsAnotherRun() {
    Story story = story(", prePromotionAnalysis: " + ANALYSIS).deployed();
    story.setImage("shop/cart:2").until(() -> !story.cluster().runs().isEmpty());
    story
        .conclude(AnalysisPhase.INCONCLUSIVE)
        .until(() -> story.pausedBy("InconclusiveAnalysisRun"));
    story.promote().until(() -> story.cluster().runs().size() == 2);
    assertTrue(story.run().getMetadata().getName().endsWith("-pre.1"));
    story.conclude(AnalysisPhase.SUCCESSFUL).until(story::healthy);
  }

  @Test
  void anAbortBeforeThePromotionLetsThePreviewGoAndARetryBringsItBack() {
    Story story = story(", autoPromotionEnabled: false").deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("BlueGreenPause"));
    String preview = story.current();
    story.patch(status -> status.abort(true)).until(() -> story.cluster().wanted(preview) == 0);
    assertEquals(RolloutPhase.DEGRADED, story.status().phase());
    story.patch(status -> status.abort(false)).until(() -> story.pausedBy("BlueGreenPause"));
    assertEquals(4, story.cluster().wanted(preview));
  }

  @Test
  void anAbortOfTheWayBackGoesToStable() {
    Story story = story(", postPromotionAnalysis: " + ANALYSIS).deployed();
    story.setImage("shop/cart:2");
    story.until(() -> story.cluster().selected("cart-stable").equals(hash(story)));
    story.setImage("shop/cart:1").patch(status -> status.abort(true));
    story.until(() -> story.cluster().selected("cart-stable").equals(story.status().stableRS()));
  }

  @Test
  void aVersionThatServesAllUsersKeepsItsPodsAlthoughItWasReplaced() {
    Story story = story(", postPromotionAnalysis: " + ANALYSIS).deployed();
    story.setImage("shop/cart:2");
    story.until(() -> story.cluster().selected("cart-stable").equals(hash(story)));
    String active = story.current();
    story.setImage("shop/cart:3").pass();
    story.cluster().carryOut(new Action.ScaleReplicaSet(active, 0, 4));
    story.until(() -> story.cluster().wanted(active) == 4);
  }

  @Test
  void goingBackWhileTheOldVersionIsThereIsImmediate() {
    Story story = story(", autoPromotionEnabled: false, scaleDownDelaySeconds: 600").deployed();
    String first = String.valueOf(story.status().stableRS());
    story.setImage("shop/cart:2").until(() -> story.pausedBy("BlueGreenPause"));
    story.promote().until(story::healthy);
    story.rest(60).setImage("shop/cart:1");
    Decision decision = story.pass();
    assertTrue(decision.actions().contains(new Action.PointService("cart-stable", first, "cart")));
    story.until(story::healthy);
    assertEquals(first, story.status().stableRS());
  }

  @Test
  void goingBackWithinTheWindowSkipsPausesAndAnalyses() {
    Story story = story(", autoPromotionEnabled: false, prePromotionAnalysis: " + ANALYSIS);
    story.edit(
        rollout ->
            rollout.setSpec(rollout.getSpec().withRollbackWindow(new RollbackWindow(3, Map.of()))));
    story.deployed();
    story.setImage("shop/cart:2").until(() -> !story.cluster().runs().isEmpty());
    story.conclude(AnalysisPhase.SUCCESSFUL).until(() -> story.pausedBy("BlueGreenPause"));
    story.promote().until(story::healthy).rest(120);
    int runs = story.cluster().runs().size();
    story.setImage("shop/cart:1").until(story::healthy);
    assertEquals(runs, story.cluster().runs().size());
    assertEquals(
        1,
        story.events().stream().filter("RolloutPaused"::equals).count(),
        "only the way forth has paused");
  }

  @Test
  void fullPromotionSkipsEverything() {
    Story story =
        story(", autoPromotionEnabled: false, prePromotionAnalysis: " + ANALYSIS).deployed();
    story.setImage("shop/cart:2").until(() -> !story.cluster().runs().isEmpty());
    story.patch(status -> status.promoteFull(true)).until(story::healthy);
    assertFalse(story.status().fullPromotion());
    assertEquals(
        "FastPromoted", Objects.requireNonNull(story.status().duration()).completionStatus());
  }

  @Test
  void aVersionThatReplacesAPreviewLeavesTheActiveOneAlone() {
    Story story = story(", autoPromotionEnabled: false").deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("BlueGreenPause"));
    String second = story.current();
    String active = story.cluster().selected("cart-stable");
    story.setImage("shop/cart:3").until(() -> story.pausedBy("BlueGreenPause"));
    assertEquals(active, story.cluster().selected("cart-stable"));
    story.until(() -> story.cluster().wanted(second) == 0);
    assertEquals(List.of(true), List.of(story.pausedBy("BlueGreenPause")));
  }

  @Test
  void metadataFollowsTheRoles() {
    Story story =
        story(
            ", autoPromotionEnabled: false, previewMetadata: {labels: {role: preview}},"
                + " activeMetadata: {labels: {role: active}}");
    story.deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("BlueGreenPause"));
    assertEquals(Set.of("preview"), story.cluster().labels(story.current(), "role"));
    assertEquals(Set.of("active"), story.cluster().labels(story.stable(), "role"));
    String old = story.stable();
    story.promote().until(story::healthy).rest(2);
    assertEquals(Set.of("active"), story.cluster().labels(story.current(), "role"));
    assertEquals(Set.of(""), story.cluster().labels(old, "role"));
  }

  private static Story story(String more) {
    return new Story(Cart.blueGreen("{" + SERVICES + more + "}"));
  }

  private static String hash(Story story) {
    return String.valueOf(story.status().currentPodHash());
  }

  private static BlueGreenStatus state(Story story) {
    return Objects.requireNonNull(story.status().blueGreen());
  }
}
