package dev.serin.e2e.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.e2e.support.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The installation for a whole cluster with two replicas and PostgreSQL, as {@code
 * deploy-agent/install/high-availability} has it. The one that works is killed in the middle of a
 * canary and of a way back.
 */
@Tag("cluster")
@Timeout(420)
class HighAvailabilityIT {

  private static final String AGENTS = AgentInstallation.SYSTEM;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TAKEOVER = Duration.ofSeconds(6);

  private static Shop shop;
  private static Recommendations service;
  private static Load customers;

  @BeforeAll
  static void install() throws Exception {
    shop = Shop.open("high-availability-it");
    Tool.kubectl("delete", "namespace", AGENTS, "--ignore-not-found", "--timeout=120s");
    Tool.kubectl("create", "namespace", AGENTS);
    startPostgres();
    AgentInstallation agents = AgentInstallation.highlyAvailable(shop.agentImage());
    AutoCloseable unused = shop.closeLater(agents::uninstall);
    agents.install();
    service = shop.service(shop.good(1), AGENTS);
    customers = shop.customers(service);
  }

  @AfterAll
  static void takeAway() {
    shop.close();
  }

  private static void startPostgres() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(
            HighAvailabilityIT.class.getResourceAsStream("/cluster/postgres.yaml"))) {
      String manifests =
          new String(text.readAllBytes(), StandardCharsets.UTF_8)
              .replace("${PASSWORD}", UUID.randomUUID().toString());
      String unused =
          Tool.binaryWithInput(
              manifests, "kubectl", "apply", "--namespace=" + AGENTS, "--filename=-");
    }
    Tool.kubectl(
        "rollout", "status", "--namespace=" + AGENTS, "--timeout=120s", "deployment/postgres");
  }

  @Test
  void aStandbyTakesOverWithinSixSecondsAndTheStoryIsWholeInPostgres() {
    String stable = service.awaitHealthy(null);
    service.update(shop.good(2));
    service.awaitWeight(20);
    killTheLeader();
    String second = service.awaitHealthy(stable);
    assertNotEquals(stable, second);
    customers.assertNoneFailed();

    awaitBothReady();
    service.update(shop.bad());
    service.awaitWeight(20);
    Await.until("way back", PATIENCE, () -> service.weightInTheRoute() == 0);
    killTheLeader();
    assertEquals(second, service.awaitRollback());
    assertEquals(0, service.weightInTheRoute());

    Await.until("rollback in the history", PATIENCE, () -> rows("rolledBack") == 1);
    assertEquals(2, rows("promoted"), "the first version and the second");
  }

  /** A standby that is warm: one that was killed has started again. */
  private static void awaitBothReady() {
    Tool.kubectl(
        "wait",
        "--namespace=" + AGENTS,
        "--for=condition=Ready",
        "--timeout=120s",
        "pods",
        "--selector=app.kubernetes.io/name=serin-deploy-agent");
  }

  private static void killTheLeader() {
    String leader = holder();
    long killed = System.nanoTime();
    AgentInstallation.kill(AGENTS, leader);
    Await.until("takeover", TAKEOVER, () -> !holder().equals(leader));
    System.getLogger(HighAvailabilityIT.class.getName())
        .log(
            System.Logger.Level.INFO,
            "from kill -9 to the next leader: {0}",
            Duration.ofNanos(System.nanoTime() - killed));
  }

  /** The pod that leads. */
  private static String holder() {
    String holder =
        Tool.binary(
            "kubectl",
            "get",
            "lease",
            "serin-deploy-agent",
            "--namespace=" + AGENTS,
            "--output=jsonpath={.spec.holderIdentity}");
    assertTrue(holder.startsWith("serin-deploy-agent-"), holder);
    return holder.split("_", -1)[0];
  }

  /** How many rows of the history have that kind, as the database itself has them. */
  private static long rows(String kind) {
    return Long.parseLong(
        Tool.binary(
            "kubectl",
            "exec",
            "--namespace=" + AGENTS,
            "deployment/postgres",
            "--",
            "psql",
            "--host=/tmp",
            "--username=serin",
            "--tuples-only",
            "--no-align",
            "--command=SELECT count(*) FROM rollout_history WHERE kind = '" + kind + "'"));
  }
}
