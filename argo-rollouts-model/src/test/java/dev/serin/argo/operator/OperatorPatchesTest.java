package dev.serin.argo.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serin.argo.operator.OperatorPatch.Part;
import dev.serin.argo.rollout.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The patches on the wire, one by one, as Argo Rollouts' kubectl plugin sends them. */
class OperatorPatchesTest {
  private static final String CHANGING = "{stableRS: a, currentPodHash: b, ";
  private static final String WAITING =
      "pauseConditions: [{reason: CanaryPauseStep, startTime: '2026-11-23T10:00:00Z'}]";

  private record Case(
      String name, String spec, String status, Promotion promotion, List<String> patches) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "a pause of a step",
              "",
              WAITING + ", controllerPause: true, currentStepIndex: 1",
              Promotion.NEXT,
              List.of("STATUS {\"status\":{\"pauseConditions\":null}}")),
          new Case(
              "an inconclusive analysis",
              "",
              "canary: {currentStepAnalysisRunStatus: {name: x, status: Inconclusive}}, "
                  + WAITING
                  + ", controllerPause: true, currentStepIndex: 1",
              Promotion.NEXT,
              List.of(
                  "STATUS {\"status\":{\"pauseConditions\":null,\"controllerPause\":false,"
                      + "\"currentStepIndex\":2}}")),
          new Case(
              "a step that is under way",
              "",
              "currentStepIndex: 2",
              Promotion.NEXT,
              List.of("STATUS {\"status\":{\"pauseConditions\":null,\"currentStepIndex\":3}}")),
          new Case(
              "an operator's pause",
              "paused: true",
              "currentStepIndex: 0",
              Promotion.NEXT,
              List.of("SPEC {\"spec\":{\"paused\":false}}")),
          new Case(
              "both kinds of pause",
              "paused: true",
              WAITING + ", currentStepIndex: 1",
              Promotion.NEXT,
              List.of(
                  "SPEC {\"spec\":{\"paused\":false}}",
                  "STATUS {\"status\":{\"pauseConditions\":null}}")),
          new Case(
              "to the end",
              "",
              "currentStepIndex: 0",
              Promotion.FULL,
              List.of("STATUS {\"status\":{\"promoteFull\":true}}")),
          new Case(
              "to the end from an operator's pause",
              "paused: true",
              "currentStepIndex: 0",
              Promotion.FULL,
              List.of(
                  "SPEC {\"spec\":{\"paused\":false}}",
                  "STATUS {\"status\":{\"promoteFull\":true}}")),
          new Case(
              "past the current step",
              "",
              "currentStepIndex: 1",
              Promotion.SKIP_CURRENT_STEP,
              List.of("STATUS {\"status\":{\"currentStepIndex\":2}}")),
          new Case(
              "past all steps",
              "",
              "currentStepIndex: 1",
              Promotion.SKIP_ALL_STEPS,
              List.of("STATUS {\"status\":{\"currentStepIndex\":3}}")));

  @TestFactory
  Stream<DynamicTest> promotions() {
    return CASES.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () ->
                        assertEquals(
                            each.patches(),
                            OperatorPatches.promote(
                                    rollout(each.spec(), each.status()), each.promotion())
                                .stream()
                                .map(patch -> patch.part() + " " + patch.body())
                                .toList())));
  }

  @Test
  void aRolloutThatIsDoneIsNotPromoted() {
    Rollout done = Rollouts.canary("", "{stableRS: a, currentPodHash: a, currentStepIndex: 3}");
    for (Promotion promotion : Promotion.values()) {
      assertThrows(OperatorException.class, () -> OperatorPatches.promote(done, promotion));
    }
  }

  @Test
  void onlyAnAbortedRolloutIsRetried() {
    assertThrows(
        OperatorException.class, () -> OperatorPatches.retry(rollout("", "currentStepIndex: 0")));
    assertEquals(
        "{\"status\":{\"abort\":false}}",
        OperatorPatches.retry(rollout("", "abort: true")).body().toString());
  }

  @Test
  void aPausedRolloutIsNotPausedAgain() {
    assertThrows(
        OperatorException.class,
        () -> OperatorPatches.pause(rollout("paused: true", "replicas: 1")));
  }

  @Test
  void anAbortAndARestartAreWhatTheContractSays() {
    assertEquals("{\"status\":{\"abort\":true}}", OperatorPatches.abort().body().toString());
    OperatorPatch restart = OperatorPatches.restart(Instant.parse("2026-11-23T10:00:00.7Z"));
    assertEquals("{\"spec\":{\"restartAt\":\"2026-11-23T10:00:00Z\"}}", restart.body().toString());
    assertEquals(Part.SPEC, restart.part());
  }

  private static Rollout rollout(String spec, String status) {
    return Rollouts.canary(spec, CHANGING + status + "}");
  }
}
