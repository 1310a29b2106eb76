package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.serin.argo.ArgoNames;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Stage;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody deletes in the middle of a canary comes back, or the traffic goes round it. */
@ApiTest
class DeletedObjectsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Stage stage;
  private KubernetesClient client;
  private String canary;

  @BeforeEach
  void aCanaryAtTenPercent() {
    stage = Stage.withAgent("deleted", Stage.WAITS).withPausedCanary();
    client = stage.cluster().client();
    canary = String.valueOf(stage.service().status().currentPodHash());
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  private void promoteToTheEnd() {
    stage.service().promote();
    stage.service().awaitStable("shop/cart:second");
    stage.service().awaitWeight(0);
  }

  @Test
  void theCanarysPodsComeBackAndTheTrafficLeavesThemMeanwhile() {
    List<StatusDetails> unused =
        client
            .pods()
            .inNamespace(stage.service().namespace())
            .withLabel(ArgoNames.POD_TEMPLATE_HASH, canary)
            .delete();
    promoteToTheEnd();
    stage.traffic().assertNoGapOver(Duration.ofSeconds(2));
  }

  @Test
  void theCanarysReplicaSetIsMadeAgain() {
    List<StatusDetails> unused =
        client
            .apps()
            .replicaSets()
            .inNamespace(stage.service().namespace())
            .withName("cart-" + canary)
            .delete();
    Await.until(
        "new ReplicaSet with a pod", PATIENCE, () -> stage.service().availablePods(canary) > 0);
    stage.service().awaitWeight(10);
    promoteToTheEnd();
    stage.traffic().assertNoGapOver(Duration.ofSeconds(2));
  }

  @Test
  void withoutItsServiceTheCanaryGetsNoTrafficUntilItIsBack() {
    HasMetadata service = stage.service().object("Service", "cart-canary");
    List<StatusDetails> unused = client.resource(service).delete();
    stage.service().awaitWeight(0);
    client.resource(service).create();
    stage.service().awaitWeight(10);
    promoteToTheEnd();
    stage.traffic().assertNoGapOver(Duration.ofSeconds(2));
  }

  @Test
  void aRouteThatComesBackGetsItsWeightsAgain() {
    HasMetadata route = stage.service().object("HTTPRoute", "cart");
    List<StatusDetails> unused = client.resource(route).delete();
    client.resource(route).create();
    stage.service().awaitWeight(10);
    promoteToTheEnd();
    stage.traffic().assertNoGap();
  }

  @Test
  void aDeletedRolloutLeavesItsServicesAsTheyWereBefore() {
    List<StatusDetails> unused = stage.service().rollout().delete();
    for (String name : List.of("cart-stable", "cart-canary")) {
      Await.until(
          name + " that selects all pods again",
          PATIENCE,
          () -> !service(name).getSpec().getSelector().containsKey(ArgoNames.POD_TEMPLATE_HASH));
      assertEquals(
          service(name).getSpec().getSelector(),
          ((Service) stage.service().object("Service", name)).getSpec().getSelector());
      assertFalse(annotated(service(name)), name);
    }
  }

  @Test
  void whatWasDeletedWhileTheAgentWasAwayIsTidiedUpAtItsStart() {
    stage.agent().kill();
    List<StatusDetails> unused = stage.service().rollout().delete();
    Await.until("Rollout that is gone", PATIENCE, () -> stage.service().rollout().get() == null);
    stage.agent().restart();
    for (String name : List.of("cart-stable", "cart-canary")) {
      Await.until(
          name + " that selects all pods again",
          PATIENCE,
          () ->
              !annotated(service(name))
                  && !service(name)
                      .getSpec()
                      .getSelector()
                      .containsKey(ArgoNames.POD_TEMPLATE_HASH));
    }
  }

  private Service service(String name) {
    return stage.service().serviceObject(name);
  }

  private static boolean annotated(Service service) {
    return service.getMetadata().getAnnotations() != null
        && service.getMetadata().getAnnotations().containsKey(ArgoNames.MANAGED_BY);
  }
}
