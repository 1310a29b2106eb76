package dev.serin.rollout.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.StepPluginStatus;
import dev.serin.rollout.Story;
import dev.serin.rollout.simulation.Cart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Steps that extensions perform: Run, Terminate and Abort. */
class StepPluginsTest {

  @Test
  void anExtensionPerformsAStep() {
    Story story = story("{setWeight: 50}, {plugin: {name: shop/check, config: {a: 1}}}").deployed();
    int[] calls = {0};
    story.cluster().world().answering(call -> calls[0]++ < 2 ? "Running" : "Successful");
    story.setImage("shop/cart:2").until(story::healthy);
    assertEquals(List.of("Run 1", "Run 1", "Run 1"), story.cluster().world().calls());
    StepPluginStatus status = statuses(story).get(0);
    assertEquals("Successful", status.phase());
    assertEquals(3, status.executions());
  }

  @Test
  void aFailedExtensionAbortsAndIsToldSo() {
    Story story = story("{plugin: {name: good}}, {plugin: {name: bad}}").deployed();
    story
        .cluster()
        .world()
        .answering(call -> call.plugin().equals("bad") ? "Failed" : "Successful");
    story.setImage("shop/cart:2").until(() -> story.cluster().world().calls().size() == 3).rest(2);
    assertEquals(List.of("Run 0", "Run 1", "Abort 0"), story.cluster().world().calls());
    assertEquals(
        "RolloutAborted: Rollout aborted update to revision 2: Step Plugin 2 (bad) failed: because",
        story.status().message());
  }

  @Test
  void aCallThatWasNotAnsweredIsRepeatedAfterARestart() {
    Story story = story("{plugin: {name: slow}}").deployed();
    story.cluster().world().answering(call -> "Running");
    story.setImage("shop/cart:2").until(() -> story.cluster().world().calls().size() == 1);
    story.cluster().world().forgetAnswers();
    story.until(() -> story.cluster().world().calls().size() == 3);
    assertEquals(List.of("Run 0", "Run 0", "Run 0"), story.cluster().world().calls());
  }

  @Test
  void theLatestIsAbortedFirst() {
    Story story =
        story("{plugin: {name: first}}, {plugin: {name: second}}, {pause: {}}").deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("CanaryPauseStep"));
    story.patch(status -> status.abort(true)).until(() -> calls(story).size() == 4).rest(60);
    assertEquals(List.of("Run 0", "Run 1", "Abort 1", "Abort 0"), calls(story));
    assertEquals(RolloutPhase.DEGRADED, story.status().phase());
  }

  @Test
  void whatIsPromotedPastIsTerminated() {
    Story story = story("{plugin: {name: slow}}, {pause: {}}").deployed();
    story
        .cluster()
        .world()
        .answering(call -> call.operation().equals("Run") ? "Running" : "Successful");
    story.setImage("shop/cart:2").until(() -> calls(story).size() == 1).rest(2);
    story.patch(status -> status.currentStepIndex(1));
    story.until(() -> story.pausedBy("CanaryPauseStep")).rest(60);
    assertEquals(List.of("Run 0", "Terminate 0"), calls(story));
  }

  @Test
  void anErrorIsNoVerdictAndIsTriedAgainAfterHalfAMinute() {
    Story story = story("{plugin: {name: shaky}}").deployed();
    story.cluster().world().answering(call -> call.execution() < 3 ? "Error" : "Successful");
    story.setImage("shop/cart:2").until(() -> calls(story).size() == 1);
    Instant first = story.cluster().now();
    story.until(() -> calls(story).size() == 3);
    long seconds = Duration.between(first, story.cluster().now()).toSeconds();
    assertTrue(seconds >= 58 && seconds <= 64, "after " + seconds + " s");
    story.until(story::healthy);
    assertEquals(story.current(), story.stable());
    assertEquals(3, statuses(story).get(0).executions());
    assertTrue(story.events().contains("StepPluginTransition"));
  }

  private static Story story(String steps) {
    return new Story(
        Cart.canary(
            "{canaryService: cart-canary, stableService: cart-stable, trafficRouting: {plugins:"
                + " {argoproj-labs/gatewayAPI: {httpRoute: cart, namespace: shop}}}, steps: ["
                + steps
                + "]}"));
  }

  private static List<String> calls(Story story) {
    return story.cluster().world().calls();
  }

  private static List<StepPluginStatus> statuses(Story story) {
    return Objects.requireNonNull(story.status().canary()).stepPluginStatuses();
  }
}
