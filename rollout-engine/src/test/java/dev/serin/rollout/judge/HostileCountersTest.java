package dev.serin.rollout.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serin.rollout.measure.Sample;
import dev.serin.rollout.measure.Sample.PodCounters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters that no honest pod shows, and states that somebody has edited. */
class HostileCountersTest {
  private static final JudgeSettings SETTINGS =
      JudgeSettings.of(
          JsonNodeFactory.instance
              .objectNode()
              .put("metric", "m")
              .put("stable", "old")
              .put("canary", "new"),
          0.01);

  private JudgeState state = JudgeState.start();

  @ParameterizedTest
  @ValueSource(doubles = {1e9, 1e15, 9.3e18, 1e300, Double.MAX_VALUE})
  void aCanaryThatOnceClaimedFarTooMuchIsStillJudged(double claim) {
    sample(Map.of(), Map.of());
    for (int i = 0; i < 4; i++) {
      sample(Map.of("200", claim, "500", claim), Map.of("200", 50.0 * i));
      sample(Map.of("200", 0.0), Map.of("200", 50.0 * i + 25));
    }
    state = JudgeState.parse(state.text());
    double errors = 0;
    for (int i = 4; i < 200 && !ErrorJudge.unhealthy(state, SETTINGS); i++) {
      errors += 5;
      sample(Map.of("200", errors, "500", errors), Map.of("200", 50.0 * i));
    }
    assertTrue(ErrorJudge.unhealthy(state, SETTINGS), ErrorJudge.evidence(state, SETTINGS));
  }

  @Test
  void bothVersionsTogetherCannotExhaustTheMemory() {
    sample(Map.of(), Map.of());
    sample(Map.of("200", 5e9, "500", 5e9), Map.of("200", 5e9, "500", 5e9));
    assertFalse(ErrorJudge.unhealthy(state, SETTINGS), ErrorJudge.evidence(state, SETTINGS));
    sample(Map.of("200", 5e9, "500", 9e9), Map.of("200", 9e9, "500", 5.1e9));
    assertTrue(ErrorJudge.unhealthy(state, SETTINGS), ErrorJudge.evidence(state, SETTINGS));
  }

  @Test
  void anAnswerWithoutTheCounterDoesNotMakeOldFailuresNewOnes() {
    sample(Map.of("200", 100.0), Map.of("200", 9000.0, "500", 1000.0));
    sample(Map.of("200", 101.0), Map.of());
    sample(Map.of("200", 102.0), Map.of("200", 9009.0, "500", 1000.0));
    assertEquals(new Counts(2, 0), state.canary());
    assertEquals(new Counts(9, 0), state.stable());
  }

  @Test
  void aRestartedPodCountsFromItsFirstRequestOn() {
    sample(Map.of("200", 100.0), Map.of("200", 9000.0));
    sample(Map.of(), Map.of("200", 9010.0));
    sample(Map.of("200", 3.0, "500", 2.0), Map.of("200", 9020.0));
    assertEquals(new Counts(5, 2), state.canary());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "7",
        "{\"version\":1}",
        "{\"version\":1,\"logs\":null}",
        "{\"version\":1,\"logs\":[null,0,0,0,0,0,0]}",
        "{\"version\":1,\"logs\":[\"NaN\",0,0,0,0,0,0]}",
        "{\"version\":1,\"logs\":[\"-Infinity\",0,0,0,0,0,0]}",
        "{\"version\":1,\"logs\":[0,0,0,0,0,0,0],\"canary\":[1,2],\"stable\":[0,0]}",
        "{\"version\":1,\"logs\":[0,0,0,0,0,0,0],\"canary\":[9223372036854775807,0],\"stable\":[1]}",
        "{\"version\":1,\"logs\":[0,0,0,0,0,0,0],\"pods\":{\"a\":[-5,-9]}}"
      })
  void aStateThatSomebodyHasEditedDoesNotBlindTheJudge(String text) {
    state = JudgeState.parse(text);
    double errors = 0;
    for (int i = 0; i < 20; i++, errors += 5) {
      sample(Map.of("200", errors, "500", errors), Map.of("200", 50.0 * i));
    }
    assertTrue(ErrorJudge.unhealthy(state, SETTINGS), ErrorJudge.evidence(state, SETTINGS));
  }

  @Test
  void manyPodsThatClaimTheMostAreNoError() {
    for (int i = 0; i < 3; i++) {
      List<PodCounters> pods = new ArrayList<>();
      for (int pod = 0; pod < 5000; pod++) {
        Map<String, Double> counts =
            i % 2 == 0 ? Collections.emptyMap() : Map.of("200", 1e300, "500", 1e300);
        pods.add(new PodCounters(pod % 2 == 0 ? "new" : "old", "p" + pod, counts));
      }
      state =
          ErrorJudge.after(state, new Sample("errors", Instant.EPOCH, pods, List.of()), SETTINGS);
    }
    assertFalse(Double.isNaN(SequentialTest.logEvidence(state.logs())));
  }

  private void sample(Map<String, Double> canary, Map<String, Double> stable) {
    List<PodCounters> pods =
        List.of(new PodCounters("new", "n", canary), new PodCounters("old", "o", stable));
    state = ErrorJudge.after(state, new Sample("errors", Instant.EPOCH, pods, List.of()), SETTINGS);
  }
}
