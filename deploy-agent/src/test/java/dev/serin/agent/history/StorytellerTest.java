package dev.serin.agent.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorytellerTest {

  private static final String UNDER_WAY =
      "{\"stableRS\":\"aaa\",\"currentPodHash\":\"bbb\",\"currentStepIndex\":%d,\"phase\":\"Progressing\"%s}";

  private static Scene canary(int index, String more) {
    return new Scene()
        .version("aaa", "shop/cart:1")
        .later(60)
        .version("bbb", "shop/cart:2")
        .later(5)
        .status(UNDER_WAY.formatted(index, more));
  }

  @Test
  void theFirstVersionBeginsAndIsPromoted() {
    Scene scene =
        new Scene()
            .version("aaa", "shop/cart:1")
            .status(
                "{\"stableRS\":\"aaa\",\"currentPodHash\":\"aaa\",\"duration\":{\"rolloutStartedAt\":\"2026-11-23T09:59:58Z\",\"finishedAt\":\"2026-11-23T10:00:09Z\",\"completionStatus\":\"Promoted\"}}");
    assertEquals(List.of("began", "promoted"), scene.ids());
    Fact began = scene.fact(HistoryKind.BEGAN);
    assertEquals(Map.of("images", Map.of("cart", "shop/cart:1")), began.details());
    assertEquals(Instant.parse("2026-11-23T09:59:58Z"), began.at());
    assertTrue(began.exact());
    assertEquals(Instant.parse("2026-11-23T10:00:09Z"), scene.fact(HistoryKind.PROMOTED).at());
  }

  @Test
  void allStepsUpToTheCurrentOneWereReachedAndTheirWeightsToo() {
    Scene scene = canary(3, "").weight(50);
    assertEquals(
        List.of(
            "began",
            "step-0",
            "step-1",
            "step-2",
            "step-3",
            "step-0/weight-10",
            "step-2/weight-50"),
        scene.ids());
    assertEquals(50, scene.fact(HistoryKind.WEIGHT).weight());
  }

  @Test
  void aWeightThatIsNotThereYetIsNotTold() {
    assertEquals(List.of("began", "step-0"), canary(0, "").weight(0).ids());
    assertEquals(List.of("began", "step-0"), canary(0, "").ids());
  }

  @Test
  void aPauseIsToldByItsStart() {
    Scene scene =
        canary(
                1,
                ",\"pauseConditions\":[{\"reason\":\"CanaryPauseStep\",\"startTime\":\"2026-11-23T10:01:04Z\"}]")
            .weight(10);
    Fact paused = scene.fact(HistoryKind.PAUSED);
    assertEquals("paused-CanaryPauseStep-2026-11-23T10:01:04Z", paused.id());
    assertEquals(Instant.parse("2026-11-23T10:01:04Z"), paused.at());
    assertEquals(1, paused.step());
  }

  @Test
  void anAbortIsRolledBackOnceTheCanaryHasNoTraffic() {
    String aborted =
        ",\"abort\":true,\"abortedAt\":\"2026-11-23T10:02:00Z\",\"message\":\"RolloutAborted: too many errors\"";
    assertEquals(
        List.of("began", "aborted-2026-11-23T10:02:00Z"), canary(0, aborted).weight(10).ids());
    Scene back = canary(0, aborted).weight(0);
    assertEquals(
        List.of("began", "aborted-2026-11-23T10:02:00Z", "aborted-2026-11-23T10:02:00Z/rolledBack"),
        back.ids());
    assertEquals("aborted-2026-11-23T10:02:00Z", back.current().abortId());
    assertEquals(
        Map.of("message", "RolloutAborted: too many errors"),
        back.fact(HistoryKind.ABORTED).details());
  }

  @Test
  void aVerdictHasItsEvidenceAndTheRevisionThatItJudged() {
    Scene scene =
        canary(1, "")
            .run(
                """
                {"metadata":{"name":"cart-bbb-2","uid":"run-uid","labels":{"rollouts-pod-template-hash":"bbb"}},
                 "status":{"phase":"Failed","message":"errors","completedAt":"2026-11-23T10:01:30Z",
                  "metricResults":[{"name":"errors","phase":"Failed","message":"e-value 120",
                   "measurements":[{"value":"3"},{"value":"120"}],"metadata":{"canary errors":"9"}}]}}
                """)
            .version("ccc", "shop/cart:3")
            .status("{\"stableRS\":\"aaa\",\"currentPodHash\":\"ccc\",\"currentStepIndex\":0}");
    Chapter judged = scene.tell().get(0);
    assertEquals(2, judged.revision());
    assertEquals("bbb", judged.version());
    assertEquals(
        Map.of(
            "analysisRun",
            "cart-bbb-2",
            "phase",
            "Failed",
            "message",
            "errors",
            "metrics",
            List.of(
                Map.of(
                    "name",
                    "errors",
                    "phase",
                    "Failed",
                    "message",
                    "e-value 120",
                    "value",
                    "120",
                    "evidence",
                    Map.of("canary errors", "9")))),
        judged.facts().get(0).details());
  }

  @Test
  void nothingIsToldWhileTheRevisionIsBeingWrittenDown() {
    assertEquals(List.of(), canary(0, "").tellWhileAnnotated(1));
  }

  @Test
  void aReasonThatIsNoWordDoesNoHarm() {
    Scene scene =
        canary(
            1,
            ",\"pauseConditions\":[{\"reason\":\"<script>\\u0000"
                + "x".repeat(500)
                + "\",\"startTime\":\"2026-11-23T10:01:04Z\"}]");
    assertTrue(scene.fact(HistoryKind.PAUSED).id().length() < 120);
  }
}
