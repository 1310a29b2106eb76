package dev.serin.rollout.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.argo.rollout.BlueGreenStatus;
import dev.serin.argo.rollout.PauseCondition;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.RolloutStatusBuilder;
import dev.serin.rollout.Fixtures;
import dev.serin.rollout.simulation.Cart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhaseTableTest {
  private final Rollout routed = Fixtures.routed("[]");
  private final Rollout unrouted = Cart.canary("steps: []");

  @Test
  void healthyWhenTheCurrentVersionIsStableAndHasItsPods() {
    assertPhase(routed, healthy().build(), RolloutPhase.HEALTHY, "");
  }

  @Test
  void invalidSpecComesBeforeEverything() {
    RolloutStatus status =
        healthy()
            .conditions(
                List.of(
                    condition("Progressing", "False", "RolloutAborted", "x"),
                    condition("InvalidSpec", "True", "InvalidSpec", "no template")))
            .build();
    assertPhase(routed, status, RolloutPhase.DEGRADED, "InvalidSpec: no template");
  }

  @Test
  void abortAndDeadlineComeBeforePauses() {
    for (String reason : List.of("RolloutAborted", "ProgressDeadlineExceeded")) {
      RolloutStatus status =
          healthy()
              .conditions(List.of(condition("Progressing", "False", reason, "because")))
              .pauseConditions(List.of(new PauseCondition("CanaryPauseStep", null, Map.of())))
              .build();
      assertPhase(routed, status, RolloutPhase.DEGRADED, reason + ": because");
    }
  }

  @Test
  void anOperatorsPauseComesBeforeTheControllers() {
    RolloutStatus status =
        healthy()
            .pauseConditions(List.of(new PauseCondition("CanaryPauseStep", null, Map.of())))
            .build();
    assertPhase(routed, status, RolloutPhase.PAUSED, "CanaryPauseStep");
    routed.setSpec(Fixtures.with(routed.getSpec(), routed.getSpec().template(), true));
    assertPhase(routed, status, RolloutPhase.PAUSED, "manually paused");
  }

  @Test
  void podsComeBeforeSteps() {
    assertPhase(
        routed,
        healthy().updatedReplicas(3).build(),
        RolloutPhase.PROGRESSING,
        "more replicas need to be updated");
    assertPhase(
        routed,
        healthy().availableReplicas(3).build(),
        RolloutPhase.PROGRESSING,
        "updated replicas are still becoming available");
    assertPhase(
        routed,
        healthy().stableRS("old").build(),
        RolloutPhase.PROGRESSING,
        "waiting for all steps to complete");
  }

  @Test
  void oldPodsCountOnlyWithoutARouter() {
    RolloutStatus status = healthy().replicas(5).build();
    assertPhase(routed, status, RolloutPhase.HEALTHY, "");
    assertPhase(unrouted, status, RolloutPhase.PROGRESSING, "old replicas are pending termination");
  }

  @Test
  void aBlueGreenChangeWaitsForTheSwitchAndForItsAnalysis() {
    Rollout plain = Cart.blueGreen("{activeService: a}");
    Rollout judged = Cart.blueGreen("{activeService: a, postPromotionAnalysis: {}}");
    RolloutStatusBuilder old = healthy().stableRS("old").blueGreen(active("old"));
    assertPhase(plain, old.build(), RolloutPhase.PROGRESSING, "active service cutover pending");
    RolloutStatus switched = healthy().stableRS("old").blueGreen(active("new")).build();
    assertPhase(
        plain,
        switched,
        RolloutPhase.PROGRESSING,
        "waiting for post-promotion verification to complete");
    assertPhase(judged, switched, RolloutPhase.PROGRESSING, "waiting for analysis to complete");
    assertPhase(plain, healthy().blueGreen(active("new")).build(), RolloutPhase.HEALTHY, "");
  }

  private static BlueGreenStatus active(String hash) {
    return BlueGreenStatus.empty().withSelectors(null, hash);
  }

  private static void assertPhase(
      Rollout rollout, RolloutStatus status, RolloutPhase phase, String message) {
    assertEquals(new PhaseTable(phase, message), PhaseTable.of(rollout.getSpec(), status));
  }

  private static RolloutStatusBuilder healthy() {
    return RolloutStatus.empty().toBuilder()
        .replicas(4)
        .updatedReplicas(4)
        .availableReplicas(4)
        .currentPodHash("new")
        .stableRS("new");
  }

  private static RolloutCondition condition(
      String type, String status, String reason, String message) {
    return new RolloutCondition(type, status, null, null, reason, message, Map.of());
  }
}
