package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.PodBehaviour;
import dev.serin.e2e.support.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Metrics that are away, slow or nonsense are no verdict, neither way. */
@ApiTest
class MetricsFaultsIT {

  private static final Duration LONG_ENOUGH_FOR_A_VERDICT = Duration.ofSeconds(8);

  @ParameterizedTest
  @EnumSource(value = PodBehaviour.Metrics.class, names = "GOOD", mode = EnumSource.Mode.EXCLUDE)
  void aCanaryThatCannotBeMeasuredIsNeitherCondemnedNorTrusted(PodBehaviour.Metrics metrics)
      throws Exception {
    String image = "shop/cart:" + metrics.name().toLowerCase(java.util.Locale.ROOT);
    try (Stage stage = Stage.shared("metrics", Stage.WAITS).withStableVersion()) {
      stage.pods().play(image, PodBehaviour.failing(0.3).with(metrics));
      stage.service().update(image);
      stage.service().awaitWeight(10);
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      Await.elapse(LONG_ENOUGH_FOR_A_VERDICT);
      assertFalse(stage.service().status().aborted(), "nothing is known of it: " + image);
      // When the metrics are back they say what it is.
      stage.pods().play(image, PodBehaviour.failing(0.3));
      stage.service().await("aborted rollout", status -> status.aborted());
      stage.service().awaitWeight(0);
      List<AnalysisRun> runs =
          stage
              .cluster()
              .client()
              .resources(AnalysisRun.class)
              .inNamespace(stage.service().namespace())
              .list()
              .getItems();
      assertTrue(
          runs.stream()
              .anyMatch(
                  run ->
                      run.getStatus() != null && run.getStatus().phase() == AnalysisPhase.FAILED),
          runs::toString);
      stage.traffic().assertNoGap();
    }
  }
}
