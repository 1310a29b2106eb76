package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.AgentOnCluster;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.CustomResources;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every object that routes traffic, on a real API server: through a promotion and an abort, with a
 * route by header where the router has them. Played pods have loopback addresses, which no
 * EndpointSlice may have, so there are none. The Gateway API's definitions are its own; those of
 * Istio and Traefik take anything.
 */
@ApiTest
class RoutersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static KubernetesClient client;

  private final List<RoutedService> services = new ArrayList<>();

  @BeforeAll
  static void start() {
    AgentOnCluster shared = AgentOnCluster.shared();
    client = shared.cluster().client();
    CustomResources definitions = new CustomResources(client);
    definitions.defineOpen(Routers.VIRTUAL_SERVICE);
    definitions.defineOpen(Routers.DESTINATION_RULE);
    var unused = shared.runningAgent();
  }

  @AfterEach
  void delete() {
    services.forEach(RoutedService::delete);
  }

  private RoutedService stable(String namespace, Router router, String steps) {
    RoutedService service = RoutedService.create(client, namespace, router, steps);
    services.add(service);
    service.awaitStable("shop/cart:first");
    return service;
  }

  @TestFactory
  Stream<DynamicTest> everyRouterIsPromotedAndTakenBack() {
    return Routers.ALL.stream()
        .map(router -> DynamicTest.dynamicTest(router.name(), () -> promotedAndTakenBack(router)));
  }

  private void promotedAndTakenBack(Router router) {
    RoutedService service = stable(router.name(), router, router.steps());
    int pause = router.byHeader() ? 2 : 1;
    service.awaitWeight(0);

    service.update("shop/cart:second");
    RolloutStatus unused = service.awaitPauseAt(pause);
    service.awaitWeight(20);
    assertEquals(router.byHeader(), service.routesByHeader());
    service.promote();
    unused = service.awaitStable("shop/cart:second");
    service.awaitWeight(0);
    assertFalse(service.routesByHeader(), "the managed route goes");

    service.update("shop/cart:third");
    unused = service.awaitPauseAt(pause);
    service.awaitWeight(20);
    service.abort();
    service.awaitWeight(0);
    service.awaitBothSidesOn(String.valueOf(service.awaitAborted().stableRS()));
    assertFalse(service.routesByHeader(), "the managed route goes");
  }

  @Test
  void aRouteThatItsParentHasNotAcceptedHoldsTheStepsButNoAbort() {
    RoutedService service = stable("accepted", Routers.HTTP_ROUTE, Router.STEPS);
    accepted(service, true);
    service.update("shop/cart:second");
    service.awaitWeight(20);
    RolloutStatus unused =
        service.await("weight that is not verified", status -> verified(status, 0, false));
    accepted(service, false);
    Await.until(
        "event that says so", PATIENCE, () -> !service.events("WeightVerifyError").isEmpty());
    assertEquals(0, service.status().currentStepIndex());
    accepted(service, true);
    unused = service.await("weight that is verified", status -> verified(status, 1, true));
    accepted(service, false);
    service.abort();
    service.awaitWeight(0);
  }

  private static boolean verified(RolloutStatus status, int step, boolean wanted) {
    return Objects.equals(status.currentStepIndex(), step)
        && Optional.ofNullable(status.canary())
            .map(canary -> canary.weights())
            .map(weights -> weights.verified())
            .filter(verified -> verified == wanted)
            .isPresent();
  }

  /** What the gateway says of the route as it is now. */
  private static void accepted(RoutedService service, boolean accepted) {
    long generation = service.route().at("/metadata/generation").asLong();
    service.routeStatus(
        """
        {"status": {"parents": [{"controllerName": "test/gateway", "parentRef": {"name": "serin"},
          "conditions": [%s, %s]}]}}
        """
            .formatted(
                condition("Accepted", accepted, generation),
                condition("ResolvedRefs", true, generation)));
  }

  private static String condition(String type, boolean holds, long generation) {
    return """
        {"type": "%s", "status": "%s", "observedGeneration": %d, "reason": "Test",
         "message": "as the test has it", "lastTransitionTime": "2026-01-01T00:00:00Z"}
        """
        .formatted(type, holds ? "True" : "False", generation);
  }

  @Test
  void aKindThatComesLaterIsFound() {
    RoutedService service =
        RoutedService.withoutRoute(client, "later", Routers.TRAEFIK, Router.STEPS);
    services.add(service);
    RolloutStatus unused =
        service.await(
            "word of what is missing",
            status ->
                String.valueOf(status.message()).contains("TraefikService later/cart not found"));
    new CustomResources(client).defineOpen(Routers.TRAEFIK_SERVICE);
    service.createRoute();
    unused = service.awaitStable("shop/cart:first");
    service.awaitWeight(0);
  }

  @Test
  void aSecondRolloutOverTheSameServicesIsRefused() {
    RoutedService service = stable("shared", Routers.HTTP_ROUTE, Router.STEPS);
    Rollout second = new Rollout();
    second.setMetadata(new ObjectMetaBuilder().withName("second").withNamespace("shared").build());
    second.setSpec(service.rollout().get().getSpec());
    Rollout unused = client.resource(second).create();
    Await.until(
        "refusal",
        PATIENCE,
        () ->
            String.valueOf(RolloutStatus.of(client.resource(second).get()).message())
                .contains("is managed by another Rollout"));
    assertEquals(RolloutPhase.HEALTHY, service.status().phase());
  }
}
