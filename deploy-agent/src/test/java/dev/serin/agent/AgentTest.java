package dev.serin.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentTest {

  private static final String QUICK =
      "[{setWeight: 10}, {pause: {duration: 1}}, {setWeight: 50}, {pause: {duration: 1}}]";
  private static final String WAITS = "[{setWeight: 10}, {pause: {}}]";

  private FakeCluster cluster;
  private FakeGateway gateway;
  private Agent agent;

  @BeforeEach
  void start() throws Exception {
    cluster = new FakeCluster();
    gateway = new FakeGateway(cluster);
    agent = startAgent();
  }

  @AfterEach
  void stop() {
    agent.close();
    gateway.close();
    cluster.close();
  }

  private Agent startAgent() {
    return startAgent(cluster.newClient());
  }

  private static Agent startAgent(KubernetesClient client) {
    Agent started =
        new Agent(
            client, AgentSettings.defaults(), new SimpleMeterRegistry(), InstantSource.system());
    started.start();
    return started;
  }

  /** The first version is stable and gets all the load. */
  private CartService firstVersion(String steps) {
    CartService cart = CartService.create(cluster, steps);
    cart.awaitHealthy(status -> true);
    gateway.start();
    return cart;
  }

  @Test
  void theFirstDeploymentBecomesStableAndBothServicesPointToIt() {
    CartService cart = CartService.create(cluster, QUICK);
    RolloutStatus status = cart.awaitHealthy(any -> true);
    KubernetesClient client = cluster.client();
    Map<String, String> selector =
        Map.of("app.kubernetes.io/name", "cart", ArgoNames.POD_TEMPLATE_HASH, status.stableRS());
    for (String name : List.of("cart-stable", "cart-canary")) {
      // The status does not wait for the Services.
      Service service =
          client
              .services()
              .inNamespace("shop")
              .withName(name)
              .waitUntilCondition(
                  now -> selector.equals(now.getSpec().getSelector()), 10, TimeUnit.SECONDS);
      assertEquals(selector, service.getSpec().getSelector());
    }
    assertEquals(0, CartService.canaryWeight(cart.awaitWeight(0)));
    assertEquals(2, status.availableReplicas());
  }

  @Test
  void aHealthyUpdateGoesThroughItsStepsAndLosesNoRequest() {
    CartService cart = firstVersion(QUICK);
    Recording<HTTPRoute> routes = cluster.record(HTTPRoute.class);
    String before = cart.awaitHealthy(any -> true).stableRS();
    cart.update("shop/cart:second");
    RolloutStatus status = cart.awaitHealthy(now -> !Objects.equals(now.stableRS(), before));
    assertEquals(List.of(0, 10, 50, 100, 0), awaitWeights(routes, 5));
    assertEquals(0, gateway.lost());
    assertEquals(0, gateway.failed());
    HTTPRoute route = cart.awaitWeight(0);
    assertEquals("10s", route.getSpec().getRules().get(0).getTimeouts().getRequest());
    assertTrue(
        cluster.client().getKubernetesSerialization().asJson(route).contains("\"attempts\":3"),
        "fields that the agent does not know must stay");
    assertEquals(4, status.currentStepIndex());
  }

  /** The canary's weights one after the other, once there are so many. */
  private static List<Integer> awaitWeights(Recording<HTTPRoute> routes, int count) {
    return weights(routes.await(all -> weights(all).size() >= count));
  }

  private static List<Integer> weights(List<HTTPRoute> routes) {
    List<Integer> weights = new ArrayList<>();
    for (HTTPRoute route : routes) {
      int weight = CartService.canaryWeight(route);
      if (weights.isEmpty() || weights.get(weights.size() - 1) != weight) {
        weights.add(weight);
      }
    }
    return weights;
  }

  @Test
  void aFailingCanaryIsTakenBackTrafficFirst() {
    CartService cart = firstVersion("[{setWeight: 10}, {pause: {duration: 60}}]");
    Recording<HTTPRoute> routes = cluster.record(HTTPRoute.class);
    String stable = cart.awaitHealthy(any -> true).stableRS();
    cart.update("shop/cart:bad");
    cart.awaitWeight(10);
    RolloutStatus status = cart.await(now -> now.aborted() && now.phase() == RolloutPhase.DEGRADED);
    HTTPRoute back = cart.awaitWeight(0);
    assertEquals(stable, status.stableRS());
    assertNotEquals(stable, status.currentPodHash());
    assertTrue(gateway.failed() > 0, "the canary must have been bad");
    AnalysisRun run = onlyRun(status.currentPodHash());
    awaitPhase(run, AnalysisPhase.FAILED);
    assertNotNull(onlyRun(status.currentPodHash()).getStatus().metricResults().get(0).message());

    ReplicaSet gone = awaitScaledDown("cart-" + status.currentPodHash());
    assertTrue(
        CartService.version(back) < CartService.version(gone),
        "the canary's pods must not go before its traffic has gone");
    assertEquals(List.of(0, 10, 0), awaitWeights(routes, 3));
    assertEquals(0, gateway.lost());
  }

  private AnalysisRun onlyRun(@Nullable String hash) {
    List<AnalysisRun> runs =
        cluster
            .client()
            .resources(AnalysisRun.class)
            .inNamespace("shop")
            .withLabel(ArgoNames.POD_TEMPLATE_HASH, String.valueOf(hash))
            .list()
            .getItems();
    assertEquals(1, runs.size());
    return runs.get(0);
  }

  private void awaitPhase(AnalysisRun run, AnalysisPhase phase) {
    AnalysisRun unused =
        cluster
            .client()
            .resource(run)
            .waitUntilCondition(
                now -> now != null && now.getStatus() != null && now.getStatus().phase() == phase,
                30,
                TimeUnit.SECONDS);
  }

  private ReplicaSet awaitScaledDown(String name) {
    return cluster
        .client()
        .apps()
        .replicaSets()
        .inNamespace("shop")
        .withName(name)
        .waitUntilCondition(
            replicaSet -> replicaSet != null && replicaSet.getSpec().getReplicas() == 0,
            30,
            TimeUnit.SECONDS);
  }

  @Test
  void anOperatorsAbortTakesTheTrafficBack() throws Exception {
    CartService cart = firstVersion(WAITS);
    cart.update("shop/cart:second");
    cart.awaitWeight(10);
    cart.await(now -> now.phase() == RolloutPhase.PAUSED);
    cart.abort();
    cart.awaitWeight(0);
    RolloutStatus status = cart.await(now -> now.phase() == RolloutPhase.DEGRADED);
    assertTrue(status.aborted());
    assertEquals(0, gateway.lost());
    List<Event> events =
        cluster
            .client()
            .v1()
            .events()
            .inNamespace("shop")
            .informOnCondition(
                known ->
                    known.stream().anyMatch(event -> event.getReason().equals("RolloutAborted")))
            .get(30, TimeUnit.SECONDS);
    List<String> reasons =
        events.stream()
            .filter(event -> event.getInvolvedObject().getKind().equals("Rollout"))
            .map(Event::getReason)
            .toList();
    assertTrue(
        reasons.containsAll(
            List.of(
                "RolloutUpdated",
                "NewReplicaSetCreated",
                "ScalingReplicaSet",
                "RolloutCompleted",
                "TrafficWeightUpdated",
                "RolloutPaused",
                "RolloutAborted")),
        reasons.toString());
  }

  @Test
  void aRouteThatCannotBeWrittenDoesNotHoldUpTheStatus() {
    CartService cart = firstVersion(WAITS);
    cart.update("shop/cart:second");
    cart.awaitWeight(10);
    cart.await(now -> now.phase() == RolloutPhase.PAUSED);
    cluster.failPatchesOf("/httproutes/cart");
    cart.abort();
    cart.await(now -> now.abortedAt() != null && now.phase() == RolloutPhase.DEGRADED);
    cluster.failPatchesOf(null);
    cart.awaitWeight(0);
    assertEquals(0, gateway.lost());
  }

  @Test
  void aStatusThatCannotBeWrittenDoesNotHoldUpTheTraffic() {
    CartService cart = firstVersion(WAITS);
    cart.update("shop/cart:second");
    cart.awaitWeight(10);
    cart.await(now -> now.phase() == RolloutPhase.PAUSED);
    cart.abort();
    cluster.failPatchesOf("/rollouts/cart/status");
    cart.awaitWeight(0);
    cluster.failPatchesOf(null);
    cart.await(now -> now.abortedAt() != null && now.phase() == RolloutPhase.DEGRADED);
    assertEquals(0, gateway.lost());
  }

  @Test
  void anAgentThatIsRestartedInTheMiddleOfACanaryGoesOn() {
    CartService cart = firstVersion("[{setWeight: 10}, {pause: {duration: 3}}, {setWeight: 50}]");
    Recording<HTTPRoute> routes = cluster.record(HTTPRoute.class);
    Recording<ReplicaSet> replicaSets = cluster.record(ReplicaSet.class);
    String before = cart.awaitHealthy(any -> true).stableRS();
    cart.update("shop/cart:second");
    cart.awaitWeight(10);
    agent.close();
    agent = startAgent();
    RolloutStatus status = cart.awaitHealthy(now -> !Objects.equals(now.stableRS(), before));
    assertEquals(List.of(0, 10, 50, 100, 0), awaitWeights(routes, 5));
    assertEquals(0, gateway.lost());
    assertEquals(
        2,
        replicaSets.await(all -> true).stream()
            .map(set -> set.getMetadata().getName())
            .distinct()
            .count(),
        "a restart must not create pods of its own");
    onlyRun(status.currentPodHash());
  }

  @Test
  void anApiServerThatGoesAwayIsFoundAgainAndWhatHappenedMeanwhileIsSeen() throws Exception {
    agent.close();
    try (CuttableLink link = new CuttableLink(cluster.apiPort())) {
      agent = startAgent(cluster.newClient(link.port()));
      CartService cart = firstVersion("[{setWeight: 10}, {pause: {duration: 60}}]");
      cart.update("shop/cart:bad");
      cart.awaitWeight(10);
      link.cut();
      long failed = gateway.failed();
      gateway.awaitFailed(failed + 20);
      assertEquals(10, CartService.canaryWeight(cart.awaitWeight(10)));
      link.restore();
      cart.awaitWeight(0);
      RolloutStatus status = cart.await(now -> now.phase() == RolloutPhase.DEGRADED);
      awaitPhase(onlyRun(status.currentPodHash()), AnalysisPhase.FAILED);
      link.cut();
      cart.update("shop/cart:third");
      link.restore();
      cart.awaitWeight(10);
    }
  }
}
