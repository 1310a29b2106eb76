package dev.serin.rollout.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.rollout.Action;
import dev.serin.rollout.Setbacks;
import dev.serin.rollout.Story;
import dev.serin.rollout.simulation.Cart;
import dev.serin.rollout.status.Conditions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the API server refuses is in a condition while it does, and in one event. */
class RefusedWritesTest {

  @Test
  void aReplicaSetThatCannotBeMadeIsNoProgress() {
    Story story = new Story(Cart.canary("{steps: []}")).deployed();
    story.setImage("shop/cart:2").pass();
    String name = story.current();
    story.cluster().carryOut(new Action.DeleteReplicaSet(name));
    story
        .cluster()
        .world()
        .refuse(new Setbacks(Map.of(name, "denied by policy"), Optional.empty()));
    story.pass();
    RolloutCondition condition = condition(story, Conditions.PROGRESSING).orElseThrow();
    assertEquals("False", condition.status());
    assertEquals("ReplicaSetCreateError", condition.reason());
    assertEquals(
        "Failed to create new replica set \"" + name + "\": denied by policy", condition.message());
    assertEquals(RolloutPhase.PROGRESSING, story.status().phase());

    story.cluster().carryOut(new Action.DeleteReplicaSet(name));
    story.pass();
    assertEquals(1, count(story, "ReplicaSetCreateError"));

    story.cluster().world().refuse(Setbacks.NONE);
    story.until(story::healthy);
    assertEquals(
        "NewReplicaSetAvailable", condition(story, Conditions.PROGRESSING).orElseThrow().reason());
  }

  @Test
  void trafficThatCannotBeMovedIsToldOnceAndForAsLongAsItLasts() {
    Story story = new Story(Cart.blueGreen("{activeService: cart-stable}")).deployed();
    story.cluster().world().refuse(new Setbacks(Map.of(), Optional.of("services is forbidden")));
    story.pass();
    RolloutCondition condition = condition(story, Conditions.TRAFFIC_ROUTED).orElseThrow();
    assertEquals("False", condition.status());
    assertEquals("TrafficRoutingError", condition.reason());
    assertEquals("services is forbidden", condition.message());
    story.pass();
    assertEquals(1, count(story, "TrafficRoutingError"));

    story.cluster().world().refuse(Setbacks.NONE);
    story.pass();
    assertTrue(condition(story, Conditions.TRAFFIC_ROUTED).isEmpty());
  }

  private static Optional<RolloutCondition> condition(Story story, String type) {
    return Conditions.find(story.status().conditions(), type);
  }

  private static long count(Story story, String reason) {
    return story.events().stream().filter(reason::equals).count();
  }
}
