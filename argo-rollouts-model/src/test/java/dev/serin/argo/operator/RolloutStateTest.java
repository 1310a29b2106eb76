package dev.serin.argo.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What somebody sees who has just asked for something. */
class RolloutStateTest {
  @Test
  void aSpecThatTheControllerHasNotSeenIsProgressing() {
    assertEquals(
        "Progressing: waiting for the controller to see the latest spec",
        text("{observedGeneration: '3', phase: Healthy}"));
  }

  @Test
  void aPromotionThatTheControllerHasNotSeenIsProgressing() {
    assertEquals(
        "Progressing: waiting for the controller to see the promotion",
        text("{observedGeneration: '4', phase: Paused, controllerPause: true}"));
  }

  @Test
  void otherwiseItIsWhatTheControllerSays() {
    assertEquals(
        "Degraded: RolloutAborted: metric \"errors\" assessed Failed",
        text(
            "{observedGeneration: '4', phase: Degraded,"
                + " message: 'RolloutAborted: metric \"errors\" assessed Failed'}"));
    assertEquals("Healthy", text("{observedGeneration: '4', phase: Healthy}"));
  }

  @Test
  void aRolloutWithoutAStatusIsProgressing() {
    assertEquals("Progressing", text("{observedGeneration: '4'}"));
  }

  private static String text(String status) {
    return RolloutState.of(Rollouts.canary("", status)).text();
  }
}
