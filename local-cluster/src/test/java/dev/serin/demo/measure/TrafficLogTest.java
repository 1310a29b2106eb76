package dev.serin.demo.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficLogTest {
  private final TrafficLog log = new TrafficLog();

  @Test
  void aRequestBelongsToTheStoryInWhichItWasSent() {
    log.add(observation(1000, Version.STABLE, 200, 900));
    log.add(observation(2000, Version.STABLE, 500, 1100));
    log.add(observation(3000, Version.STABLE, 200, 1000));

    assertEquals(new Tally(2, 1), log.sentIn(span(0, 2000)));
    assertEquals(new Tally(1, 0), log.sentIn(span(2000, 4000)));
  }

  @Test
  void versionsAreCountedApart() {
    log.add(observation(1000, Version.STABLE, 200, 1));
    log.add(observation(1001, Version.CANARY, 500, 1));
    log.add(observation(1002, Version.CANARY, 200, 1));

    assertEquals(new Tally(1, 0), log.answeredBy("cart", Version.STABLE, span(0, 2000)));
    assertEquals(new Tally(2, 1), log.answeredBy("cart", Version.CANARY, span(0, 2000)));
    assertEquals(Tally.NONE, log.answeredBy("checkout", Version.CANARY, span(0, 2000)));
  }

  @Test
  void recentLooksBackOnlySoFar() {
    for (long second = 1; second <= 10; second++) {
      log.add(observation(second * 1000, Version.CANARY, second == 9 ? 500 : 200, 1));
    }

    assertEquals(
        new Tally(3, 1),
        log.recent("cart", Version.CANARY, Duration.ofSeconds(10), Duration.ofSeconds(2)));
  }

  @Test
  void redirectsAreNoFailuresButClientErrorsServerErrorsAndSilenceAre() {
    assertFalse(observation(1, Version.STABLE, 200, 1).failed());
    assertFalse(observation(1, Version.STABLE, 302, 1).failed());
    assertTrue(observation(1, Version.STABLE, 404, 1).failed());
    assertTrue(observation(1, Version.STABLE, 500, 1).failed());
    assertTrue(observation(1, Version.NONE, Observation.NO_ANSWER, 1).failed());
  }

  @Test
  void theErrorRateOfNothingIsZero() {
    assertEquals(0, Tally.NONE.errorRate());
    assertEquals(0.25, new Tally(8, 2).errorRate());
  }

  private static TimeSpan span(long fromMillis, long toMillis) {
    return new TimeSpan(Duration.ofMillis(fromMillis), Duration.ofMillis(toMillis));
  }

  private static Observation observation(
      long millis, Version version, int status, long tookMillis) {
    return new Observation(
        Duration.ofMillis(millis), "cart", version, status, Duration.ofMillis(tookMillis));
  }
}
