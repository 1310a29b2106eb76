package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two agents on the same objects, as after a lease that was lost, do each thing once. */
@ApiTest
class TwoAgentsIT {

  @Test
  void aCanaryAndARollbackComeOutAsWithOne() throws Exception {
    try (Stage stage = Stage.shared("two-agents", Stage.WAITS).withStableVersion();
        AgentProcess second =
            AgentProcess.start(
                stage.cluster().kubeconfig(),
                Map.of("SERIN_AGENT_NAMESPACES", stage.service().namespace()))) {
      stage.service().update("shop/cart:second");
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      stage.service().awaitWeight(0);
      stage.service().update("shop/cart:bad");
      stage
          .service()
          .await(
              "aborted rollout",
              status -> status.aborted() && status.phase() == RolloutPhase.DEGRADED);
      stage.service().awaitWeight(0);
      stage.traffic().assertNoGap();
      stage.traffic().awaitCanaryWeights(List.of(0, 10, 50, 100, 0, 10, 0));
      assertEquals(
          3,
          stage
              .cluster()
              .client()
              .apps()
              .replicaSets()
              .inNamespace(stage.service().namespace())
              .list()
              .getItems()
              .size());
      assertEquals(
          2,
          stage
              .cluster()
              .client()
              .resources(AnalysisRun.class)
              .inNamespace(stage.service().namespace())
              .list()
              .getItems()
              .size());
      assertEquals(true, second.alive());
    }
  }
}
