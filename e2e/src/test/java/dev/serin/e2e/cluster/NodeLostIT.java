package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serin.e2e.support.Await;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The node with the canary's pods is lost, and does not come back: so this class runs last of those
 * with tag cluster, by its name.
 */
@Tag("cluster")
@Timeout(420)
class NodeLostIT {

  /** What is on its way to the lost node is given up by then. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  @Test
  void theCanaryIsTakenBackAndTheNextOneRunsElsewhere() throws Exception {
    OwnCluster cluster = OwnCluster.orSkip();
    assumeTrue(cluster.nodes() > 1, "the cluster has one node only");
    Tool.kubectl("cordon", "serin-1");
    try (Shop shop = Shop.open("node-lost-it").withAgent()) {
      Recommendations service = shop.service(shop.good(1));
      Load customers = shop.customers(service);
      String stable = service.awaitHealthy(null);
      Tool.kubectl("uncordon", "serin-1");
      Tool.kubectl("cordon", "serin-0");
      try {
        service.update(shop.good(2));
        loseTheCanary(cluster, service, customers, stable);
        Tool.kubectl("uncordon", "serin-0");
        service.update(shop.good(3));
        assertNotEquals(stable, service.awaitHealthy(stable));
        customers.assertNoneFailed();
      } finally {
        Tool.kubectl("uncordon", "serin-0");
        forgetPodsOfTheLostNode(shop.namespace());
      }
    }
  }

  private static void loseTheCanary(
      OwnCluster cluster, Recommendations service, Load customers, String stable) throws Exception {
    service.awaitWeight(20);
    cluster.killNode(1);
    assertEquals(stable, service.awaitRollback());
    Await.elapse(REQUEST_TIMEOUT);
    customers.forgetFailures();
    customers.awaitAnswers(200);
    customers.assertNoneFailed();
  }

  /** Nobody will ever report that these have ended. */
  private static void forgetPodsOfTheLostNode(String namespace) {
    Tool.kubectl(
        "delete",
        "pods",
        "--namespace=" + namespace,
        "--field-selector=spec.nodeName=serin-1",
        "--force",
        "--grace-period=0");
  }
}
