package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.PodBehaviour;
import dev.serin.e2e.support.PodPlayer;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.ShowLogs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all other tests here build on: the agent's whole loop against the real API server. */
@Tag("api")
@ExtendWith(ShowLogs.class)
class ClusterIT {

  private static final String WAITS = "[{setWeight: 10}, {pause: {}}, {setWeight: 50}]";

  private static ApiCluster cluster;
  private static PodPlayer pods;
  private static AgentProcess agent;

  @BeforeAll
  static void start() {
    cluster = ApiCluster.start();
    pods = new PodPlayer(cluster);
    agent = AgentProcess.start(cluster.kubeconfig());
  }

  @AfterAll
  static void stop() {
    agent.close();
    pods.close();
    cluster.close();
  }

  @Test
  void aGoodVersionIsPromotedAndABadOneIsTakenBack() {
    pods.play("shop/cart:bad", PodBehaviour.failing(0.3));
    SampleService cart = SampleService.create(cluster.client(), "good-and-bad", WAITS);
    cart.awaitStable("shop/cart:first");
    cart.update("shop/cart:second");
    cart.awaitPhase(RolloutPhase.PAUSED);
    cart.promote();
    cart.awaitStable("shop/cart:second");
    cart.awaitWeight(0);
    cart.update("shop/cart:bad");
    cart.await(
        "aborted rollout", status -> status.aborted() && status.phase() == RolloutPhase.DEGRADED);
    cart.awaitWeight(0);
    assertEquals(1, agent.rollouts().size());
    assertTrue(cluster.audit().size() > 10);
  }
}
