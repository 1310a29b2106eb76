package dev.serin.agent.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBacklogTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final int CROWD = 3;

  private final EventBacklog backlog = new EventBacklog(CROWD, 4);
  private int names;

  @Test
  void isFirstInFirstOut() {
    add("cart", "Paused", "a");
    add("shop", "Paused", "b");
    add("cart", "Resumed", "c");
    assertEquals(List.of("cart Paused a 1", "shop Paused b 1", "cart Resumed c 1"), all());
  }

  @Test
  void tellsEachByItselfWhileFewWait() {
    add("cart", "Scaling", "up");
    add("cart", "Scaling", "down");
    assertEquals(List.of("cart Scaling up 1", "cart Scaling down 1"), all());
  }

  @Test
  void tellsOfOneSeriesTogetherInACrowd() {
    add("cart", "Step", "1");
    add("shop", "Step", "1");
    add("cart", "Weight", "20");
    add("cart", "Step", "2");
    add("cart", "Step", "2");
    add("shop", "Weight", "20");
    assertEquals(
        List.of("cart Step 1\n2 3", "shop Step 1 1", "cart Weight 20 1", "shop Weight 20 1"),
        all());
  }

  @Test
  void joinsTheLatestOfASeries() {
    add("cart", "Step", "1");
    add("cart", "Step", "2");
    add("shop", "Step", "1");
    add("cart", "Step", "3");
    assertEquals(List.of("cart Step 1 1", "cart Step 2\n3 2", "shop Step 1 1"), all());
  }

  @Test
  void takesNoMoreThanTheBoundUnlessTheyJoin() {
    for (String object : List.of("a", "b", "c", "d")) {
      assertTrue(add(object, "Step", "1"));
    }
    assertFalse(add("e", "Step", "1"));
    assertTrue(add("a", "Step", "2"));
    assertEquals(4, backlog.size());
  }

  @Test
  void endsTheWaitOnceClosedAndEmpty() throws InterruptedException {
    add("cart", "Step", "1");
    backlog.close();
    assertTrue(backlog.await());
    assertEquals(1, all().size());
    assertFalse(backlog.await());
  }

  @Test
  void remembersWhenASeriesBeganAndEnded() {
    RolloutEvent event = new RolloutEvent(RolloutEvent.Type.NORMAL, "Step", "1");
    Told both = Told.once(event, NOON).and(Told.once(event, NOON.plusSeconds(5)));
    assertEquals(
        new Told(RolloutEvent.Type.NORMAL, "Step", "1", NOON, NOON.plusSeconds(5), 2), both);
  }

  private boolean add(String object, String reason, String message) {
    Told told = Told.once(new RolloutEvent(RolloutEvent.Type.NORMAL, reason, message), NOON);
    return backlog.add(
        new EventBacklog.Entry(
            object + "." + names++,
            new ObjectReferenceBuilder()
                .withKind("Rollout")
                .withNamespace("shop")
                .withName(object)
                .build(),
            told));
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (EventBacklog.Entry entry = backlog.poll(); entry != null; entry = backlog.poll()) {
      Told told = entry.told();
      all.add(
          "%s %s %s %d"
              .formatted(entry.about().getName(), told.reason(), told.message(), told.count()));
    }
    return all;
  }
}
