package dev.serin.agent.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final WorkQueue<String> queue =
      new WorkQueue<>(now::get, new Backoff(Duration.ofMillis(100), SECOND));

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private List<String> drain() {
    List<String> keys = new ArrayList<>();
    for (String key = queue.poll(false); key != null; key = queue.poll(false)) {
      keys.add(key);
      queue.done(key);
    }
    return keys;
  }

  @Test
  void handsOutKeysInTheOrderInWhichTheyCameAndEachOnce() {
    queue.add("a");
    queue.add("b");
    queue.add("a");
    assertEquals(2, queue.depth());
    assertEquals(List.of("a", "b"), drain());
  }

  @Test
  void aKeyThatIsAskedToComeLaterDoesSoUnlessItIsUrgent() {
    queue.add("a");
    queue.addUrgent("b");
    assertEquals("b", queue.poll(false));
    queue.failed("b", Duration.ofSeconds(5));
    queue.done("b");
    assertEquals("a", queue.poll(false));
    queue.failed("a", Duration.ofSeconds(5));
    queue.done("a");
    pass(Duration.ofSeconds(4));
    assertEquals(List.of("b"), drain());
    pass(Duration.ofSeconds(6));
    assertEquals(List.of("a"), drain());
  }

  @Test
  void manyThatAreAskedToComeLaterDoNotComeTogether() {
    for (int number = 0; number < 500; number++) {
      String key = "shop/service-" + number;
      queue.add(key);
      assertEquals(key, queue.poll(false));
      queue.failed(key, SECOND);
      queue.done(key);
    }
    pass(SECOND.minusMillis(1));
    assertEquals(List.of(), drain());
    int most = 0;
    int all = 0;
    for (int slice = 0; slice < 10; slice++) {
      pass(Duration.ofMillis(100));
      int came = drain().size();
      most = Math.max(most, came);
      all += came;
    }
    pass(Duration.ofMillis(1));
    assertEquals(500, all + drain().size());
    assertTrue(most < 100, most + " came within a tenth of the time");
  }

  @Test
  void urgentKeysGoFirstAndAnUrgentKeyDoesNotSinkBack() {
    queue.add("a");
    queue.add("b");
    queue.addUrgent("b");
    queue.addUrgent("c");
    queue.add("c");
    assertEquals(List.of("b", "c", "a"), drain());
  }

  @Test
  void theUrgentLaneAloneHoldsNoNormalKey() {
    queue.add("a");
    assertNull(queue.poll(true));
    queue.addUrgent("a");
    assertEquals("a", queue.poll(true));
  }

  @Test
  void anUrgentKeyIsToldWhetherOthersAreUrgentToo() {
    queue.addUrgent("a");
    queue.add("b");
    assertEquals("a", queue.poll(false));
    assertFalse(queue.othersAreUrgent("a"));
    queue.addUrgent("c");
    assertTrue(queue.othersAreUrgent("a"));
    assertEquals("c", queue.poll(true));
    assertEquals("b", queue.poll(false));
    queue.addUrgent("d");
    assertFalse(queue.othersAreUrgent("b"));
  }

  @Test
  void aKeyThatIsHandledWaitsUntilDone() {
    queue.add("a");
    assertEquals("a", queue.poll(false));
    queue.add("a");
    queue.addUrgent("a");
    assertNull(queue.poll(false));
    queue.done("a");
    assertEquals("a", queue.poll(true));
    queue.done("a");
    assertNull(queue.poll(false));
  }

  @Test
  void aDelayedKeyComesWhenItIsDueEvenAcrossTheOverflowOfTheClock() {
    queue.addAfter("late", SECOND.multipliedBy(10));
    queue.addAfter("soon", SECOND);
    assertEquals(0, queue.depth());
    pass(SECOND);
    assertEquals(List.of("soon"), drain());
    pass(SECOND.multipliedBy(8));
    assertEquals(List.of(), drain());
    pass(SECOND);
    assertEquals(List.of("late"), drain());
  }

  @Test
  void theEarliestOfSeveralDueTimesCountsAndOnlyIt() {
    queue.addAfter("a", SECOND.multipliedBy(3));
    queue.addAfter("a", SECOND);
    queue.addAfter("a", SECOND.multipliedBy(2));
    pass(SECOND);
    assertEquals(List.of("a"), drain());
    pass(SECOND.multipliedBy(5));
    assertEquals(List.of(), drain());
  }

  @Test
  void beingHandedOutClearsTheDueTime() {
    queue.addAfter("a", SECOND);
    queue.add("a");
    assertEquals(List.of("a"), drain());
    pass(SECOND);
    assertEquals(List.of(), drain());
  }

  @Test
  void aDelayThatIsNotPositiveIsNone() {
    queue.addAfter("a", Duration.ZERO);
    queue.addAfter("b", Duration.ofNanos(-1));
    assertEquals(List.of("a", "b"), drain());
  }

  @Test
  void failuresInARowSlowDownTheirKeyOnly() {
    queue.failed("a");
    queue.failed("a");
    queue.failed("b");
    pass(Duration.ofMillis(100));
    assertEquals(List.of("a", "b"), drain());
    queue.failed("a");
    pass(Duration.ofMillis(399));
    assertEquals(List.of(), drain());
    pass(Duration.ofMillis(1));
    assertEquals(List.of("a"), drain());
    queue.succeeded("a");
    queue.failed("a");
    pass(Duration.ofMillis(100));
    assertEquals(List.of("a"), drain());
  }

  @Test
  void whatWasUrgentStaysUrgentWhenItFailed() {
    queue.addUrgent("a");
    assertEquals("a", queue.poll(true));
    queue.failed("a");
    queue.done("a");
    pass(SECOND);
    assertEquals("a", queue.poll(true));
  }

  @Test
  void theBackoffDoublesUpToItsLimit() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), SECOND);
    assertEquals(Duration.ofMillis(100), backoff.after(1));
    assertEquals(Duration.ofMillis(800), backoff.after(4));
    assertEquals(SECOND, backoff.after(5));
    assertEquals(SECOND, backoff.after(Integer.MAX_VALUE));
  }

  @Test
  void aForgottenKeyDoesNotComeBack() {
    queue.failed("a");
    queue.forget("a");
    pass(SECOND);
    assertEquals(List.of(), drain());
  }

  @Test
  void closingEndsEveryWait() {
    assertTimeoutPreemptively(
        SECOND.multipliedBy(10),
        () -> {
          WorkQueue<String> real = new WorkQueue<>(System::nanoTime, new Backoff(SECOND, SECOND));
          Thread closer = new Thread(real::close);
          closer.start();
          assertNull(real.take(false));
          closer.join();
        });
  }

  @Test
  void anEarlierDueTimeIsKeptThoughAThreadWaitsForALaterOne() throws Exception {
    WorkQueue<String> real = new WorkQueue<>(System::nanoTime, new Backoff(SECOND, SECOND));
    CountDownLatch first = new CountDownLatch(1);
    Workers<String> workers =
        new Workers<>(
            "test",
            real,
            key -> {
              assertEquals("soon", key);
              first.countDown();
            },
            2,
            2);
    try {
      real.addAfter("late", SECOND.multipliedBy(3600));
      real.addAfter("soon", Duration.ofMillis(50));
      assertTimeoutPreemptively(SECOND.multipliedBy(10), () -> first.await());
    } finally {
      workers.close();
    }
  }

  @Test
  void everyThreadFindsWorkWhileThereIsSome() throws Exception {
    WorkQueue<Integer> real = new WorkQueue<>(System::nanoTime, new Backoff(SECOND, SECOND));
    int threads = 4;
    CountDownLatch together = new CountDownLatch(threads);
    Workers.Handler<Integer> waitsForTheOthers =
        key -> {
          together.countDown();
          together.await();
        };
    Workers<Integer> workers = new Workers<>("test", real, waitsForTheOthers, 2, 2);
    try {
      for (int key = 0; key < threads; key++) {
        real.addUrgent(key);
      }
      assertTimeoutPreemptively(SECOND.multipliedBy(10), () -> together.await());
    } finally {
      workers.close();
    }
  }

  @Test
  void workersHandleEveryKeyNoKeyTwiceAtATimeAndRetryWhatFailed() throws Exception {
    WorkQueue<Integer> real =
        new WorkQueue<>(System::nanoTime, new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));
    int keys = 200;
    CountDownLatch handled = new CountDownLatch(keys);
    ConcurrentHashMap<Integer, AtomicInteger> inside = new ConcurrentHashMap<>();
    ConcurrentHashMap<Integer, AtomicInteger> attempts = new ConcurrentHashMap<>();
    Queue<Integer> overlaps = new ConcurrentLinkedQueue<>();
    Workers.Handler<Integer> handler =
        key -> {
          AtomicInteger in = inside.computeIfAbsent(key, any -> new AtomicInteger());
          if (in.incrementAndGet() > 1) {
            overlaps.add(key);
          }
          real.add(key % 7);
          int attempt = attempts.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
          in.decrementAndGet();
          if (attempt == 1 && key >= 7) {
            throw new IllegalStateException("first attempt");
          }
          if (attempt == (key < 7 ? 1 : 2)) {
            handled.countDown();
          }
        };
    Workers<Integer> workers = new Workers<>("test", real, handler, 3, 1);
    try {
      for (int key = 0; key < keys; key++) {
        if (key % 2 == 0) {
          real.add(key);
        } else {
          real.addUrgent(key);
        }
      }
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> handled.await());
    } finally {
      workers.close();
    }
    assertEquals(List.of(), List.copyOf(overlaps));
  }

  @Test
  void aDelayOfAThousandYearsIsNoError() {
    queue.addAfter("a", Duration.ofDays(365_000));
    queue.addAfter("b", Duration.ofSeconds(Long.MAX_VALUE));
    assertEquals(List.of(), drain());
    pass(Duration.ofDays(1));
    assertEquals(List.of("a", "b"), drain());
  }
}
