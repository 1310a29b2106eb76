package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.serin.e2e.support.Await;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts of the cluster that a rollout rests upon go away while one is on its way. */
@Tag("cluster")
@Timeout(300)
class DependenciesAwayIT {

  private static Shop shop;
  private static Recommendations service;
  private static Load customers;

  @BeforeAll
  static void open() throws Exception {
    shop = Shop.open("dependencies-away-it").withAgent();
    service = shop.service(shop.good(1));
    customers = shop.customers(service);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void withoutPrometheusABadCanaryIsTakenBackAllTheSame() {
    Tool.kubectl("scale", "--namespace=monitoring", "--replicas=0", "deployment/prometheus");
    try {
      String stable = service.awaitSettled();
      service.update(shop.bad());
      assertEquals(stable, service.awaitRollback());
    } finally {
      Tool.kubectl("scale", "--namespace=monitoring", "--replicas=1", "deployment/prometheus");
      Tool.kubectl("rollout", "status", "--namespace=monitoring", "deployment/prometheus");
    }
  }

  @Test
  void anApiServerThatHangsForAMinuteDelaysACanaryAndHarmsNobody() throws Exception {
    OwnCluster cluster = OwnCluster.orSkip();
    String stable = service.awaitSettled();
    service.update(shop.good(2));
    service.awaitWeight(20);
    customers.forgetFailures();
    cluster.freeze("kube-apiserver");
    try {
      Await.elapse(Duration.ofSeconds(60));
    } finally {
      cluster.thaw("kube-apiserver");
    }
    assertNotEquals(stable, service.awaitHealthy(stable));
    customers.assertNoneFailed();
  }
}
