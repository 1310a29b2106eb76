package dev.serin.demo.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.argo.rollout.Rollout;
import org.junit.jupiter.api.Test;

class RolloutStageTest {
  @Test
  void aStatusOfAnotherGenerationSaysNothing() {
    assertEquals(
        RolloutStage.NOT_SEEN,
        stage("{observedGeneration: '6', phase: Healthy, currentPodHash: a, stableRS: a}"));
  }

  @Test
  void anObjectFromBeforeTheNewestChangeSaysNothing() {
    assertEquals(
        RolloutStage.NOT_SEEN,
        stage("{observedGeneration: '7', phase: Healthy, currentPodHash: a, stableRS: a}", 8));
  }

  @Test
  void healthyWithTheWantedVersionAsTheStableOneIsPromoted() {
    assertEquals(
        RolloutStage.PROMOTED,
        stage("{observedGeneration: '7', phase: Healthy, currentPodHash: a, stableRS: a}"));
  }

  @Test
  void aCanaryIsUnderWay() {
    assertEquals(
        RolloutStage.UNDER_WAY,
        stage("{observedGeneration: '7', phase: Paused, currentPodHash: b, stableRS: a}"));
    assertEquals(
        RolloutStage.UNDER_WAY,
        stage("{observedGeneration: '7', phase: Progressing, currentPodHash: a, stableRS: a}"));
  }

  @Test
  void anAbortEndsWhenItIsCarriedOut() {
    assertEquals(
        RolloutStage.UNDER_WAY,
        stage(
            "{observedGeneration: '7', abort: true, phase: Progressing,"
                + " currentPodHash: b, stableRS: a}"));
    assertEquals(
        RolloutStage.ABORTED,
        stage(
            "{observedGeneration: '7', abort: true, phase: Degraded,"
                + " currentPodHash: b, stableRS: a}"));
  }

  private static RolloutStage stage(String status) {
    return stage(status, 7);
  }

  private static RolloutStage stage(String status, long applied) {
    return RolloutStage.of(
        (Rollout)
            ManifestReader.read(
                    "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\n"
                        + "metadata: {name: cart, generation: 7}\nspec: {replicas: 1}\nstatus: "
                        + status
                        + "\n")
                .get(0),
        applied);
  }
}
