package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.serin.e2e.support.Await;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * The only agent of a namespace is killed at three points of a rollout, and the kubelet starts it
 * again: customers notice nothing, and what it had begun is finished once. Every other point is
 * tried at the level of the API server, by {@code KilledAgentIT}.
 */
@Tag("cluster")
@Timeout(300)
@TestMethodOrder(OrderAnnotation.class)
class AgentKilledIT {

  private static final String NAMESPACE = "agent-killed-it";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static Shop shop;
  private static Recommendations service;
  private static Load customers;
  private static String stable = "";

  @BeforeAll
  static void open() throws Exception {
    shop = Shop.open(NAMESPACE);
    service = shop.withAgent().service(shop.good(1));
    customers = shop.customers(service);
    stable = service.awaitHealthy(null);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  @Order(1)
  void whileTheCanaryHasItsFirstShareOfTheRequests() {
    service.update(shop.good(2));
    service.awaitWeight(20);
    kill();
    String second = service.awaitHealthy(stable);
    assertNotEquals(stable, second);
    stable = second;
    customers.assertNoneFailed();
  }

  @Test
  @Order(2)
  void whileABadCanaryIsTakenBack() {
    int before = service.events("RolloutAborted");
    service.update(shop.bad());
    service.awaitWeight(20);
    Await.until("verdict", PATIENCE, () -> service.weightInTheRoute() == 0);
    kill();
    assertEquals(stable, service.awaitRollback());
    assertEquals(0, service.weightInTheRoute());
    assertEquals(1, service.events("RolloutAborted") - before);
    customers.forgetFailures();
    customers.awaitAnswers(200);
    customers.assertNoneFailed();
  }

  @Test
  @Order(3)
  void justBeforeANewVersionIsAllThereIs() {
    customers.forgetFailures();
    service.update(shop.good(3));
    service.awaitWeight(50);
    kill();
    String third = service.awaitHealthy(stable);
    assertNotEquals(stable, third);
    customers.assertNoneFailed();
  }

  private static void kill() {
    String pod =
        Tool.binary(
            "kubectl",
            "get",
            "pods",
            "--namespace=" + NAMESPACE,
            "--selector=app.kubernetes.io/name=serin-deploy-agent",
            "--output=jsonpath={.items[0].metadata.name}");
    AgentInstallation.kill(NAMESPACE, pod);
  }
}
