package dev.serin.rollout.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.rollout.measure.Sample;
import dev.serin.rollout.measure.Sample.PodCounters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Latencies by buckets: 50 requests/s, 10 % of them to the canary, a look each second. */
class LatencyJudgeTest {
  private static final double[] BOUNDS = {0.05, 0.1, 0.3, 1, 3};

  private final Judge judge = Judge.of(settings("[0.1, 0.3, 1]"));

  private static JudgeSettings settings(String thresholds) {
    try {
      return JudgeSettings.of(
          new ObjectMapper()
              .readTree(
                  """
                  {"kind": "latency", "metric": "d", "thresholds": %s, "stable": "old",
                   "canary": "new", "minimumEffect": 1.0}
                  """
                      .formatted(thresholds)),
          0.01);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A service whose latencies are lognormal around a median, in seconds. */
  private static final class Service {
    private final Random random;
    private final Map<Double, Long> canary = new TreeMap<>();
    private final Map<Double, Long> stable = new TreeMap<>();

    Service(long seed) {
      random = new Random(seed);
    }

    Sample second(int time, double canaryMedian, double stableMedian) {
      for (int i = 0; i < 50; i++) {
        boolean toCanary = random.nextDouble() < 0.1;
        double median = toCanary ? canaryMedian : stableMedian;
        count(toCanary ? canary : stable, median * Math.exp(0.8 * random.nextGaussian()));
      }
      return new Sample(
          "m",
          Instant.EPOCH.plusSeconds(time),
          List.of(
              new PodCounters("new", "c", buckets(canary)),
              new PodCounters("old", "s", buckets(stable))),
          List.of());
    }

    private static void count(Map<Double, Long> counts, double seconds) {
      for (double bound : BOUNDS) {
        counts.merge(bound, seconds <= bound ? 1L : 0L, Long::sum);
      }
      counts.merge(Double.POSITIVE_INFINITY, 1L, Long::sum);
    }

    private static Map<String, Double> buckets(Map<Double, Long> counts) {
      Map<String, Double> buckets = new TreeMap<>();
      counts.forEach(
          (bound, count) ->
              buckets.put(bound.isInfinite() ? "+Inf" : bound.toString(), count.doubleValue()));
      return buckets;
    }
  }

  /** Looks until the alarm; as many as there were looks when there is none. */
  private int alarm(long seed, int looks, double factor, boolean shocks) {
    Service service = new Service(seed);
    String memory = null;
    for (int look = 0; look < looks; look++) {
      double shock = shocks && look % 20 < 3 ? 5 : 1;
      memory = judge.after(memory, service.second(look, 0.08 * factor * shock, 0.08 * shock));
      if (judge.evidence(memory).unhealthy()) {
        return look;
      }
    }
    return looks;
  }

  private long falseAlarms(int runs, int looks, boolean shocks) {
    long alarms = 0;
    for (int run = 0; run < runs; run++) {
      alarms += alarm(run, looks, 1, shocks) < looks ? 1 : 0;
    }
    return alarms;
  }

  @Test
  void healthyCanariesAreRarelyCalledUnhealthy() {
    assertTrue(falseAlarms(100, 60, false) <= 1);
    assertTrue(falseAlarms(100, 60, true) <= 1, "shocks hit both versions");
  }

  @Test
  @Tag("full")
  void thePromisedRateIsKeptOverTenThousandRuns() {
    assertTrue(falseAlarms(10_000, 60, false) <= 100);
    assertTrue(falseAlarms(10_000, 60, true) <= 100);
  }

  @Test
  void aCanaryThatTakesTwiceAsLongIsFound() {
    int found = 0;
    for (int run = 0; run < 50; run++) {
      found += alarm(run, 120, 2, false) < 120 ? 1 : 0;
    }
    assertTrue(found >= 47, "found " + found + " of 50");
  }

  @Test
  void saysWhichThresholdTells() {
    Service service = new Service(1);
    String memory = null;
    for (int look = 0; look < 60; look++) {
      memory = judge.after(memory, service.second(look, 0.8, 0.08));
    }
    Evidence evidence = judge.evidence(memory);
    assertTrue(evidence.unhealthy());
    assertTrue(
        evidence
            .sentence()
            .matches(
                "canary takes longer than 0.\\d s for \\d+ % of \\d+ requests, stable for [\\d.]+ % of"
                    + " \\d+: e-value .* over bound 100"),
        evidence.sentence());
    assertEquals(evidence, judge.evidence(memory), "the memory says it all");
  }

  @Test
  void podsWithoutTheBucketAreNotJudgedByIt() {
    Judge other = Judge.of(settings("[0.25]"));
    Service service = new Service(1);
    String memory = null;
    for (int look = 0; look < 60; look++) {
      memory = other.after(memory, service.second(look, 5, 0.08));
    }
    assertFalse(other.evidence(memory).any());
  }

  @Test
  void whatSomebodyHasEditedStartsAnew() {
    @Nullable String broken = "{nonsense";
    assertFalse(judge.evidence(broken).any());
    assertFalse(judge.evidence("{\"0.3\":\"x\"}").unhealthy());
  }
}
