package dev.serin.agent.rival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LockJudgeTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration PROMISE = Duration.ofSeconds(15);

  private final LockJudge judge = new LockJudge();

  @Test
  void isHeldWhileItIsRenewed() {
    for (int second = 0; second < 60; second += 2) {
      assertEquals(1, held(lock("argo", "pod", "v" + second, NOON), second));
    }
  }

  @Test
  void isHeldUntilItsPromiseHasPassed() {
    ArgoLock lock = lock("argo", "pod", "v1", NOON);
    assertEquals(1, held(lock, 0));
    assertEquals(1, held(lock, 14));
    assertEquals(0, held(lock, 15));
    assertEquals(1, held(lock("argo", "pod", "v2", NOON), 16));
  }

  @Test
  void countsThoughTheHoldersClockIsAnHourAheadOrAMinuteBehind() {
    assertEquals(1, held(lock("a", "pod", "v1", NOON.plusSeconds(3_600)), 0));
    assertEquals(1, held(lock("b", "pod", "v1", NOON.minusSeconds(60)), 0));
  }

  @Test
  void doesNotCountWhenNobodyHasRenewedItForLong() {
    Instant yesterday = NOON.minus(Duration.ofDays(1));
    assertEquals(0, held(lock("argo", "pod", "v1", yesterday), 0));
    assertEquals(1, held(lock("argo", "pod", "v2", yesterday), 2), "but once it is renewed");
  }

  @Test
  void doesNotCountWithoutAHolder() {
    assertEquals(0, held(lock("argo", "", "v1", NOON), 0));
    assertEquals(1, held(lock("argo", "pod", "v2", NOON), 1));
  }

  @Test
  void looksAtAllLocks() {
    ArgoLock free = lock("one", "", "v1", NOON);
    ArgoLock held = lock("two", "pod", "v1", NOON);
    assertEquals(Optional.of(held), judge.held(List.of(free, held, free), NOON, 0));
  }

  @Test
  void theWatchTellsOfChangesAndKeepsWhatItKnowsWhileNothingCanBeRead() {
    List<Optional<ArgoLock>> told = new ArrayList<>();
    List<ArgoLock> locks = new ArrayList<>();
    boolean[] broken = {true};
    long[] nanos = {0};
    RivalWatch watch =
        new RivalWatch(
            () -> {
              if (broken[0]) {
                throw new IllegalStateException("no connection");
              }
              return List.copyOf(locks);
            },
            () -> NOON,
            () -> nanos[0],
            told::add);
    try (watch) {
      watch.look();
      assertEquals(List.of(), told, "nothing is known yet");
      broken[0] = false;
      watch.look();
      watch.look();
      assertEquals(List.of(Optional.empty()), told);
      ArgoLock lock = lock("argo", "pod", "v1", NOON);
      locks.add(lock);
      watch.look();
      broken[0] = true;
      nanos[0] = Duration.ofSeconds(60).toNanos();
      watch.look();
      assertEquals(List.of(Optional.empty(), Optional.of(lock)), told);
      broken[0] = false;
      watch.look();
      assertEquals(List.of(Optional.empty(), Optional.of(lock), Optional.empty()), told);
    }
  }

  @Test
  void anInstanceIdHasALockOfItsOwn() {
    assertEquals("argo-rollouts-controller-lock", ArgoLock.name(""));
    assertEquals("argo-rollouts-controller-lock-blue", ArgoLock.name("blue"));
  }

  private int held(ArgoLock lock, int second) {
    return (int)
        judge
            .held(List.of(lock), NOON.plusSeconds(second), Duration.ofSeconds(second).toNanos())
            .stream()
            .count();
  }

  private static ArgoLock lock(String namespace, String holder, String version, Instant renewed) {
    return new ArgoLock(namespace, ArgoLock.name(""), holder, PROMISE, renewed, version);
  }
}
