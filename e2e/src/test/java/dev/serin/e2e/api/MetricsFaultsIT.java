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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics that are away, slow or nonsense are no verdict, neither way. */
@ApiTest
class MetricsFaultsIT {

  private static final Duration LONG_ENOUGH_FOR_A_VERDICT = Duration.ofSeconds(8);
  private static final List<PodBehaviour.Metrics> FAULTS =
      Arrays.stream(PodBehaviour.Metrics.values())
          .filter(metrics -> metrics != PodBehaviour.Metrics.GOOD)
          .toList();

  @Test
  void aCanaryThatCannotBeMeasuredIsNeitherCondemnedNorTrusted() throws Exception {
    Map<PodBehaviour.Metrics, Stage> stages = new EnumMap<>(PodBehaviour.Metrics.class);
    try {
      for (PodBehaviour.Metrics fault : FAULTS) {
        Stage stage = Stage.withAgent("metrics", Stage.WAITS);
        stages.put(fault, stage);
        stage.pods().play(image(fault), PodBehaviour.failing(0.3).with(fault));
      }
      stages.forEach((fault, stage) -> stage.withStableVersion().service().update(image(fault)));
      for (Stage stage : stages.values()) {
        stage.service().awaitWeight(10);
        stage.service().awaitPhase(RolloutPhase.PAUSED);
      }
      Await.elapse(LONG_ENOUGH_FOR_A_VERDICT);
      stages.forEach(
          (fault, stage) ->
              assertFalse(stage.service().status().aborted(), fault + ": nothing is known of it"));
      // When the metrics are back they say what it is.
      stages.forEach((fault, stage) -> stage.pods().play(image(fault), PodBehaviour.failing(0.3)));
      for (Map.Entry<PodBehaviour.Metrics, Stage> entry : stages.entrySet()) {
        Stage stage = entry.getValue();
        stage.service().await(entry.getKey() + ": abort", status -> status.aborted());
        stage.service().awaitWeight(0);
        Await.until(
            entry.getKey() + ": verdict",
            Duration.ofSeconds(20),
            () -> runs(stage).stream().anyMatch(MetricsFaultsIT::failed));
        stage.traffic().assertNoGap();
        assertTrue(stage.agent().alive());
      }
    } finally {
      for (Stage stage : stages.values()) {
        stage.close();
      }
    }
  }

  private static String image(PodBehaviour.Metrics fault) {
    return "shop/cart:" + fault.name().toLowerCase(Locale.ROOT);
  }

  private static boolean failed(AnalysisRun run) {
    return run.getStatus() != null && run.getStatus().phase() == AnalysisPhase.FAILED;
  }

  private static List<AnalysisRun> runs(Stage stage) {
    return stage
        .cluster()
        .client()
        .resources(AnalysisRun.class)
        .inNamespace(stage.service().namespace())
        .list()
        .getItems();
  }
}
