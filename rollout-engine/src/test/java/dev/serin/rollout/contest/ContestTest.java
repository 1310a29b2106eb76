package dev.serin.rollout.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContestTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final String ROUTE = "HTTPRoute cart";

  private static TrafficWrites foreign(ForeignWrite... writes) {
    return new TrafficWrites(START, List.of(writes), List.of());
  }

  private static ForeignWrite write(String object, int second) {
    return new ForeignWrite(object, "gitops", START.plusSeconds(second));
  }

  private static Optional<RolloutCondition> condition(String status) {
    return Optional.of(
        new RolloutCondition(
            Conditions.TRAFFIC_CONTESTED, status, START, START, "r", "m", Map.of()));
  }

  @Test
  void oneSyncOfSeveralObjectsIsNoContest() {
    TrafficWrites sync = foreign(write(ROUTE, 0), write("Service a", 0), write("Service b", 0));
    assertEquals(Optional.empty(), Contest.saying(sync, Optional.empty(), START.plusSeconds(1)));
  }

  @Test
  void threeChangesOfOneObjectWithinAMinuteAreAndSayWhoAndWhat() {
    TrafficWrites writes =
        foreign(write(ROUTE, 0), write("Service a", 1), write(ROUTE, 1), write(ROUTE, 2));
    Saying saying = Contest.saying(writes, Optional.empty(), START.plusSeconds(3)).orElseThrow();
    assertEquals("True", saying.status());
    assertTrue(saying.message().startsWith("gitops keeps changing HTTPRoute cart, Service a"));
  }

  @Test
  void threeChangesOverALongerTimeAreNot() {
    TrafficWrites writes = foreign(write(ROUTE, 0), write(ROUTE, 40), write(ROUTE, 80));
    assertEquals(Optional.empty(), Contest.saying(writes, Optional.empty(), START.plusSeconds(80)));
  }

  @Test
  void itLastsUntilAMinuteWithoutAnyChange() {
    TrafficWrites writes = foreign(write(ROUTE, 30));
    assertEquals(
        "True",
        Contest.saying(writes, condition("True"), START.plusSeconds(89)).orElseThrow().status());
    assertEquals(
        "False",
        Contest.saying(writes, condition("True"), START.plusSeconds(90)).orElseThrow().status());
    assertEquals(START.plusSeconds(90), Contest.quietAt(writes));
  }

  @Test
  void anObserverThatHasJustBegunWaitsAMinuteToo() {
    assertEquals(
        "True",
        Contest.saying(foreign(), condition("True"), START.plusSeconds(59)).orElseThrow().status());
    assertEquals(
        "False",
        Contest.saying(foreign(), condition("True"), START.plusSeconds(60)).orElseThrow().status());
    assertEquals(
        Optional.empty(), Contest.saying(foreign(), condition("False"), START.plusSeconds(60)));
  }

  @Test
  void anObjectIsSetBackTwiceASecondAtMost() {
    List<OwnWrite> own =
        List.of(
            new OwnWrite(ROUTE, START),
            new OwnWrite("Service a", START.plusMillis(100)),
            new OwnWrite(ROUTE, START.plusMillis(200)));
    TrafficWrites writes = new TrafficWrites(START, List.of(), own);
    assertEquals(
        Optional.of(START.plusSeconds(1)), Contest.heldUntil(writes, ROUTE, START.plusMillis(300)));
    assertEquals(Optional.empty(), Contest.heldUntil(writes, "Service a", START.plusMillis(300)));
    assertEquals(Optional.empty(), Contest.heldUntil(writes, ROUTE, START.plusMillis(1_000)));
  }
}
