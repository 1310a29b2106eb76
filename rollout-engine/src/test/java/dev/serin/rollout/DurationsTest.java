package dev.serin.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.Metric;
import dev.serin.rollout.analysis.MetricRules;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void readsWhatGoWrites() {
    assertEquals(Duration.ofMillis(5_400_500), Durations.parse("1h30m0.5s"));
    assertEquals(Duration.ofSeconds(90), Durations.parse("90"));
  }

  @Test
  void aTextWithoutEndIsNoDurationAndNoStackOverflow() {
    assertFalse(Durations.valid("1s".repeat(100_000)));
  }

  @Test
  void nothingIsMeasuredWithoutAPause() {
    for (String interval : new String[] {"0s", "0", "1ms", "0.00001h"}) {
      Metric metric =
          new Metric(
              "errors", interval, null, null, null, null, null, null, null, null, null, Map.of());
      assertTrue(
          MetricRules.problems(metric).toString().contains("is shorter than 100ms"), interval);
    }
  }
}
