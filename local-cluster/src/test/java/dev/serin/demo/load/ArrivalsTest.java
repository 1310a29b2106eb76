package dev.serin.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  @Test
  void theSameSeedGivesTheSameTimes() {
    assertEquals(times(7, 100), times(7, 100));
    assertTrue(!times(7, 100).equals(times(8, 100)));
  }

  @Test
  void theRateIsKeptInTheLongRunAndTimesNeverGoBack() {
    List<Duration> times = times(3, 50_000);
    for (int index = 1; index < times.size(); index++) {
      assertTrue(times.get(index).compareTo(times.get(index - 1)) >= 0);
    }
    double seconds = times.get(times.size() - 1).toNanos() / 1e9;
    assertEquals(50, times.size() / seconds, 1);
  }

  @Test
  void aRateMustBeAboveZero() {
    assertThrows(IllegalArgumentException.class, () -> new Arrivals(0, new SplittableRandom(1)));
    assertThrows(
        IllegalArgumentException.class, () -> new Arrivals(Double.NaN, new SplittableRandom(1)));
  }

  private static List<Duration> times(long seed, int count) {
    Arrivals arrivals = new Arrivals(50, new SplittableRandom(seed));
    List<Duration> times = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      times.add(arrivals.next());
      arrivals.advance();
    }
    return times;
  }
}
