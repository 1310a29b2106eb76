package dev.serin.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.GitOpsTool;
import dev.serin.e2e.support.PodPlayer;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.TrafficWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the shipped policies, whoever applies its manifests every second changes no traffic. */
@ApiTest
@SuppressWarnings("try") // Pods are played unasked, until they are closed.
class GitOpsWithPoliciesIT {

  private static final String SYSTEM = "serin-system";
  private static final String STEPS = "[{setWeight: 10}, {pause: {}}, {setWeight: 50}]";

  @Test
  void weightsAndSelectorsSurviveAToolThatAppliesByForceEverySecond() {
    try (ApiCluster cluster = ApiCluster.start();
        PodPlayer pods = new PodPlayer(cluster)) {
      ServiceAccounts.install(cluster, Manifests.kustomize("base"));
      AdmissionPolicies unused = AdmissionPolicies.install(cluster);
      SampleService cart = SampleService.create(cluster.client(), "policies", STEPS);
      try (TrafficWatch traffic = new TrafficWatch(cluster, cart.namespace());
          AgentProcess agent =
              AgentProcess.start(
                  ServiceAccounts.kubeconfig(cluster, SYSTEM),
                  Map.of("SERIN_AGENT_LEASE_NAMESPACE", SYSTEM))) {
        cart.awaitStable("shop/cart:first");
        cart.update("shop/cart:second");
        cart.awaitPhase(RolloutPhase.PAUSED);
        cart.awaitWeight(10);
        try (GitOpsTool tool =
            GitOpsTool.start(
                cluster.client(), cart.objects(STEPS, "second"), Duration.ofSeconds(1))) {
          Await.until("six syncs", Duration.ofSeconds(30), () -> tool.syncs() > 6);
          assertEquals(0, tool.refused());
          cart.promote();
          RolloutStatus status = cart.awaitStable("shop/cart:second");
          assertTrue(
              status.conditions().stream()
                  .noneMatch(condition -> "TrafficContested".equals(condition.type())),
              status::toString);
        }
        traffic.awaitCanaryWeights(List.of(0, 10, 50, 100, 0));
        traffic.assertNoGap();
        assertTrue(agent.alive());
      }
    }
  }
}
