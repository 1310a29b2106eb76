package dev.serin.demo.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReturnToStableTest {
  private static final TimeSpan ALL = new TimeSpan(Duration.ZERO, Duration.ofSeconds(100));

  @Test
  void timeRunsFromTheFirstFailureOfTheCanaryToItsLastAnswerGoodOrBad() {
    List<Observation> seen =
        List.of(
            canary(1000, 200),
            canary(1500, 500),
            stable(1600, 200),
            canary(2000, 500),
            canary(4250, 200),
            stable(9000, 200));

    ReturnToStable result = ReturnToStable.in(seen, "cart", ALL).orElseThrow();

    assertEquals(2.75, result.seconds(), 1e-9);
    assertEquals(new Tally(4, 2), result.canary());
  }

  @Test
  void aSingleFailureThatIsAlsoTheLastAnswerTakesNoTime() {
    assertEquals(
        0, ReturnToStable.in(List.of(canary(1500, 503)), "cart", ALL).orElseThrow().seconds());
  }

  @Test
  void noAnswerAtAllCountsAsAFailure() {
    List<Observation> seen = List.of(canary(1000, Observation.NO_ANSWER), canary(1200, 200));

    assertEquals(0.2, ReturnToStable.in(seen, "cart", ALL).orElseThrow().seconds(), 1e-9);
  }

  @Test
  void aHealthyCanaryHasNoReturn() {
    assertTrue(ReturnToStable.in(List.of(canary(1, 200), canary(2, 204)), "cart", ALL).isEmpty());
  }

  @Test
  void failuresOfStableOfOtherServicesAndOfOtherTimesDoNotCount() {
    List<Observation> seen =
        List.of(
            stable(1000, 500),
            new Observation(
                Duration.ofMillis(1100), "checkout", Version.CANARY, 500, Duration.ZERO),
            canary(100_000, 500),
            canary(1200, 200));

    assertTrue(ReturnToStable.in(seen, "cart", ALL).isEmpty());
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    List<Observation> seen = new ArrayList<>();
    for (int index = 0; index < 200; index++) {
      seen.add(canary(1000 + index * 20, index % 3 == 2 ? 500 : 200));
    }
    ReturnToStable inOrder = ReturnToStable.in(seen, "cart", ALL).orElseThrow();

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(seen, new Random(seed));
      assertEquals(inOrder, ReturnToStable.in(seen, "cart", ALL).orElseThrow(), "seed " + seed);
    }
  }

  private static Observation canary(long millis, int status) {
    return new Observation(
        Duration.ofMillis(millis), "cart", Version.CANARY, status, Duration.ofMillis(3));
  }

  private static Observation stable(long millis, int status) {
    return new Observation(
        Duration.ofMillis(millis), "cart", Version.STABLE, status, Duration.ofMillis(3));
  }
}
