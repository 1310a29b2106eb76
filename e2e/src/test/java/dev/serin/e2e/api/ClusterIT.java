package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all other tests here build on: the agent's whole loop against the real API server. */
@ApiTest
class ClusterIT {

  @Test
  void aGoodVersionIsPromotedAndABadOneIsTakenBack() throws Exception {
    try (Stage stage = Stage.withAgent("good-and-bad", Stage.WAITS).withStableVersion()) {
      stage.service().update("shop/cart:second");
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      stage.service().awaitWeight(0);
      stage.service().update("shop/cart:bad");
      stage.service().awaitAborted();
      stage.service().awaitWeight(0);
      assertTrue(stage.agent().rollouts().toString().contains(stage.service().namespace()));
      assertTrue(stage.cluster().audit().size() > 10);
      stage.traffic().assertNoGap();
      stage.traffic().awaitCanaryWeights(List.of(0, 10, 50, 100, 0, 10, 0));
    }
  }
}
