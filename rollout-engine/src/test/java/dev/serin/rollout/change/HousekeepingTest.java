package dev.serin.rollout.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Fixtures;
import dev.serin.rollout.Observation;
import dev.serin.rollout.RolloutEngine;
import dev.serin.rollout.Story;
import dev.serin.rollout.simulation.Cart;
import dev.serin.rollout.status.Conditions;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Argo's controller writes and says beside the change itself. */
class HousekeepingTest {

  @Test
  void aRolloutWithoutReplicasGetsOne() {
    Rollout rollout = Cart.canary("{steps: []}");
    rollout.setSpec(rollout.getSpec().withReplicas(null));
    Story story = new Story(rollout);
    story.until(story::healthy);
    assertEquals(1, rollout.getSpec().replicas());
    assertEquals(1, story.cluster().wanted(story.current()));
  }

  @Test
  void annotationsOfARolloutAreThoseOfItsReplicaSetsButForSome() {
    Rollout rollout = Cart.canary("{steps: []}");
    rollout
        .getMetadata()
        .setAnnotations(
            new TreeMap<>(
                Map.of(
                    "shop.example/team", "checkout",
                    "kubectl.kubernetes.io/last-applied-configuration", "{}",
                    "notified.notifications.argoproj.io", "{}")));
    Story story = new Story(rollout).deployed();
    Map<String, String> annotations =
        story.cluster().replicaSet(story.current()).getMetadata().getAnnotations();
    assertEquals("checkout", annotations.get("shop.example/team"));
    assertEquals("1", annotations.get("rollout.argoproj.io/revision"));
    assertEquals("4", annotations.get("rollout.argoproj.io/desired-replicas"));
    assertNull(annotations.get("kubectl.kubernetes.io/last-applied-configuration"));
    assertNull(annotations.get("notified.notifications.argoproj.io"));
  }

  @Test
  void aVersionThatCameBackRemembersItsRevisions() {
    Story story = new Story(Cart.canary("{steps: []}")).deployed();
    String first = story.current();
    story.setImage("shop/cart:2").until(story::healthy);
    story.setImage("shop/cart:1").until(story::healthy);
    Map<String, String> annotations =
        story.cluster().replicaSet(first).getMetadata().getAnnotations();
    assertEquals("3", annotations.get("rollout.argoproj.io/revision"));
    assertEquals("1", annotations.get("rollout.argoproj.io/revision-history"));
  }

  @Test
  void onlyTheLatestRunsAreKept() {
    Story story = new Story(Fixtures.routed("[{setWeight: 50}]")).deployed();
    for (int version = 2; version < 10; version++) {
      story.setImage("shop/cart:" + version).until(story::healthy);
      story
          .cluster()
          .runs()
          .forEach(run -> story.cluster().conclude(run, AnalysisPhase.SUCCESSFUL));
    }
    story.rest(60);
    assertEquals(5, story.cluster().runs().size());
  }

  @Test
  void aReplicaSetThatCannotMakePodsSaysSoInTheStatus() {
    Story story = new Story(Cart.canary("{steps: []}")).deployed();
    Observation observation = story.cluster().observe();
    observation
        .replicaSets()
        .get(0)
        .getStatus()
        .setConditions(
            List.of(
                new ReplicaSetConditionBuilder()
                    .withType("ReplicaFailure")
                    .withStatus("True")
                    .withReason("FailedCreate")
                    .withMessage("exceeded quota")
                    .build()));
    RolloutStatus status = new RolloutEngine().decide(observation, story.cluster().now()).status();
    RolloutCondition condition =
        Conditions.find(status.conditions(), "ReplicaFailure").orElseThrow();
    assertEquals("FailedCreate: exceeded quota", condition.reason() + ": " + condition.message());
  }

  @Test
  void aRetryAndAVersionThatIsThereAlreadyAreSaid() {
    Story story = new Story(Fixtures.routed("[{setWeight: 50}, {pause: {}}]")).deployed();
    story.setImage("shop/cart:2").until(() -> story.pausedBy("CanaryPauseStep"));
    story.patch(status -> status.abort(true)).rest(5);
    story.patch(status -> status.abort(false));
    Decision unused = story.pass();
    assertEquals("Unknown RolloutRetry: Retrying Rollout after abort", progressing(story));
    story.rest(2);
    assertTrue(!progressing(story).contains("RolloutRetry"), progressing(story));

    story.cluster().rollout().setStatus(RolloutStatus.empty());
    Decision unusedToo = story.pass();
    assertEquals(
        "True FoundNewReplicaSet: Found new replica set \"" + story.current() + "\"",
        progressing(story));
  }

  private static String progressing(Story story) {
    RolloutCondition condition =
        Conditions.find(story.status().conditions(), Conditions.PROGRESSING).orElseThrow();
    return condition.status() + " " + condition.reason() + ": " + condition.message();
  }
}
