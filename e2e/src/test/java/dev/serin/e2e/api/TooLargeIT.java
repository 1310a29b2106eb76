package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Stage;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Rollout so large that etcd has no room for its status says so, and hurts nobody else. */
@ApiTest
class TooLargeIT {

  @Test
  void oneEventSaysItAndOthersGoOn() throws Exception {
    try (Stage stage = Stage.withAgent("too-large", Stage.WAITS)) {
      createAsLargeAsPossible(stage);
      stage.withStableVersion();
      Await.until("refusal", Duration.ofSeconds(30), () -> !refusals(stage).isEmpty());
      stage.service().update("shop/cart:second");
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      stage.traffic().assertNoGap();
      // It was tried again meanwhile, and not said again.
      Await.elapse(Duration.ofSeconds(6));
      List<Event> refusals = refusals(stage);
      assertEquals(1, refusals.size(), refusals::toString);
      assertTrue(refusals.get(0).getMessage().contains("too large"), refusals::toString);
      long tries =
          stage.writes().stream()
              .filter(write -> write.request().path().contains("/rollouts/big"))
              .count();
      assertTrue(tries < 12, tries + " tries");
    }
  }

  private static List<Event> refusals(Stage stage) {
    return stage.service().events("WriteRefused").stream()
        .filter(event -> event.getInvolvedObject().getName().equals("big"))
        .toList();
  }

  /** The object has as many bytes as the API server takes, so a status does not fit any more. */
  private static void createAsLargeAsPossible(Stage stage) {
    for (int size = 1_572_000; size > 1_500_000; size -= 400) {
      String yaml =
          """
          apiVersion: argoproj.io/v1alpha1
          kind: Rollout
          metadata: {name: big, namespace: %s}
          spec:
            replicas: 1
            selector: {matchLabels: {app: big}}
            template:
              metadata: {labels: {app: big}}
              spec:
                containers:
                  - {name: big, image: "shop/big:1", env: [{name: BIG, value: "%s"}]}
            strategy: {canary: {steps: [{setWeight: 10}]}}
          """
              .formatted(stage.service().namespace(), "x".repeat(size));
      try {
        ApiObjects.create(stage.cluster().client(), yaml);
        return;
      } catch (KubernetesClientException refused) {
        if (!String.valueOf(refused.getMessage()).contains("too large")) {
          throw refused;
        }
      }
    }
    throw new AssertionError("no size is taken");
  }
}
