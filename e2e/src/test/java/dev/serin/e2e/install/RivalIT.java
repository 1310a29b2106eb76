package dev.serin.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.AgentProcess;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.PodPlayer;
import dev.serin.e2e.support.SampleService;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The agent beside a controller of Argo Rollouts, of which here is only the lock that it renews.
 */
@ApiTest
@SuppressWarnings("try") // What holds the lock does its work unasked, until it is closed.
class RivalIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PROMISE_SECONDS = 3;
  private static final String STEPS = "[{setWeight: 10}, {pause: {}}]";

  private static ApiCluster cluster;
  private static PodPlayer pods;

  @BeforeAll
  static void start() {
    cluster = ApiCluster.start();
    pods = new PodPlayer(cluster);
    ApiObjects.createNamespace(cluster.client(), "argo-rollouts");
    ApiObjects.createNamespace(cluster.client(), "agents");
  }

  @AfterAll
  static void stop() {
    pods.close();
    cluster.close();
  }

  /** Argo's controller, as far as others see it: it renews its lock every half second. */
  private static final class Argo implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final KubernetesClient client = cluster.newClient();
    private final String name;

    Argo(String name) {
      this.name = name;
      renew();
      var unused = thread.scheduleWithFixedDelay(this::renew, 500, 500, TimeUnit.MILLISECONDS);
    }

    private void renew() {
      var unused =
          client
              .resource(
                  new LeaseBuilder()
                      .withNewMetadata()
                      .withNamespace("argo-rollouts")
                      .withName(name)
                      .endMetadata()
                      .withNewSpec()
                      .withHolderIdentity("argo-rollouts-5c9_1234")
                      .withLeaseDurationSeconds(PROMISE_SECONDS)
                      .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                      .endSpec()
                      .build())
              .forceConflicts()
              .serverSideApply();
    }

    /** It is gone, as after {@code kill -9}: the lock stays, with its holder. */
    @Override
    public void close() {
      thread.shutdown();
      Await.until("end of the renewals", Duration.ofSeconds(10), thread::isTerminated);
    }
  }

  private static AgentProcess agent(Map<String, String> more) {
    Map<String, String> environment = new java.util.HashMap<>(more);
    environment.put("SERIN_AGENT_POD", "agent-0");
    environment.put("SERIN_AGENT_LEASE_NAMESPACE", "agents");
    return AgentProcess.begin(cluster.kubeconfig(), environment);
  }

  @Test
  void keepsStillWhileArgoIsAtWorkAndGoesOnWhenItStops() throws Exception {
    Argo argo = new Argo("argo-rollouts-controller-lock");
    SampleService cart = SampleService.create(cluster.client(), "rival", STEPS);
    try (AgentProcess agent = agent(Map.of("SERIN_AGENT_NAMESPACES", "rival"))) {
      Await.until("word of it", PATIENCE, () -> health(agent).contains("argo-rollouts-5c9_1234"));
      assertFalse(agent.ready());
      assertTrue(health(agent).contains("docs/from-argo-rollouts.md"), health(agent));
      assertEquals(1, agent.log().split("Argo Rollouts controls these rollouts", -1).length - 1);
      Event event =
          Await.value(
              "event",
              PATIENCE,
              () ->
                  cluster.client().v1().events().inNamespace("agents").list().getItems().stream()
                      .findFirst());
      assertEquals("ArgoRolloutsAtWork", event.getReason());
      assertEquals("agent-0", event.getInvolvedObject().getName());
      Await.elapse(Duration.ofSeconds(PROMISE_SECONDS + 2));
      assertTrue(agent.alive());
      assertEquals("", String.valueOf(cart.rollout().get().getStatus()).replace("null", ""));

      argo.close();
      agent.awaitReady();
      cart.awaitStable("shop/cart:first");
      cart.update("shop/cart:second");
      cart.awaitPhase(RolloutPhase.PAUSED);

      try (Argo again = new Argo("argo-rollouts-controller-lock")) {
        Await.until("stillness", PATIENCE, () -> !agent.ready());
        cart.promote();
        Await.elapse(Duration.ofSeconds(3));
        assertEquals(10, SampleService.canaryWeight(cart.route().get()));
      }
      agent.awaitReady();
      cart.awaitStable("shop/cart:second");
    }
  }

  @Test
  void aStandbyThatMeetsArgoGivesItsLeaseBack() throws Exception {
    try (AgentProcess agent =
        agent(
            Map.of(
                "SERIN_AGENT_NAMESPACES", "elected",
                "SERIN_AGENT_LEADER_ELECTION", "true"))) {
      agent.awaitReady();
      Await.until("lease", PATIENCE, RivalIT::held);
      try (Argo argo = new Argo("argo-rollouts-controller-lock")) {
        Await.until("lease that is free", PATIENCE, () -> !held());
        assertFalse(agent.ready());
      }
      agent.awaitReady();
      Await.until("lease", PATIENCE, RivalIT::held);
    }
  }

  @Test
  void instanceIdsKeepThemApart() throws Exception {
    try (Argo argo = new Argo("argo-rollouts-controller-lock");
        AgentProcess agent =
            agent(Map.of("SERIN_AGENT_NAMESPACES", "ids", "SERIN_AGENT_INSTANCE_ID", "serin"))) {
      agent.awaitReady();
      SampleService cart = SampleService.create(cluster.client(), "ids", STEPS);
      Await.elapse(Duration.ofSeconds(2));
      assertEquals("", String.valueOf(cart.rollout().get().getStatus()).replace("null", ""));
      Map<String, String> serin =
          Map.of("argo-rollouts.argoproj.io/controller-instance-id", "serin");
      for (HasMetadata object : cart.objects(STEPS)) {
        object.getMetadata().setLabels(serin);
        cluster.client().resource(object).forceConflicts().serverSideApply();
      }
      cart.awaitStable("shop/cart:first");
      try (Argo sameId = new Argo("argo-rollouts-controller-lock-serin")) {
        Await.until("stillness", PATIENCE, () -> !agent.ready());
      }
    }
  }

  /** Whether an agent holds the lease; one that has only been made has another holder. */
  private static boolean held() {
    Lease lease =
        cluster.client().leases().inNamespace("agents").withName("serin-deploy-agent").get();
    String holder = lease == null ? null : lease.getSpec().getHolderIdentity();
    return holder != null && !holder.isEmpty() && !holder.startsWith("nobody");
  }

  private static String health(AgentProcess agent) {
    return agent.json("/health/ready").toString();
  }
}
