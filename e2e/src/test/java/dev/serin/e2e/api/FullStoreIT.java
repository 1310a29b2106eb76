package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.e2e.support.AgentOnCluster;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiClusterSettings;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.PodBehaviour;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.Stage;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** etcd has no space left: it takes nothing but deletions until somebody makes room. */
@ApiTest
class FullStoreIT {

  private static final String QUOTA = Integer.toString(24 << 20);

  @Test
  void whatWasDecidedMeanwhileIsDoneWhenThereIsRoomAgain() throws Exception {
    ApiClusterSettings small =
        ApiClusterSettings.forRollouts().withEtcdFlags("--quota-backend-bytes=" + QUOTA);
    try (AgentOnCluster ground = AgentOnCluster.start(small);
        Stage stage = Stage.on(ground, "full", Stage.JUDGED).withStableVersion()) {
      ApiCluster cluster = ground.cluster();
      // It turns out to be bad only when nothing can be written any more.
      stage.service().update("shop/cart:turns-bad");
      stage.service().awaitWeight(10);
      int filler = fill(cluster, stage.service().namespace());
      ground.pods().play("shop/cart:turns-bad", PodBehaviour.failing(0.3));
      Await.until(
          "write that etcd refuses",
          Duration.ofSeconds(60),
          () -> stage.agent().log().contains("space exceeded"));
      Await.elapse(Duration.ofSeconds(5));
      assertEquals(10, SampleService.canaryWeight(stage.service().route().get()));
      assertTrue(stage.agent().alive());

      makeRoom(cluster, stage.service().namespace(), filler);
      stage.service().awaitWeight(0);
      stage.service().awaitAborted();
      stage.service().awaitEvent("RolloutAborted");
      stage.traffic().awaitCanaryWeights(List.of(0, 10, 0));
      stage.traffic().assertNoGap();
    }
  }

  private static int fill(ApiCluster cluster, String namespace) {
    for (int number = 0; number < 200; number++) {
      try {
        var unused =
            cluster
                .client()
                .resource(
                    new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("filler-" + number)
                        .endMetadata()
                        .withData(Map.of("filler", "x".repeat(number < 40 ? 900_000 : 2_000)))
                        .build())
                .create();
      } catch (KubernetesClientException full) {
        if (String.valueOf(full.getMessage()).contains("space exceeded")) {
          return number;
        }
        throw full;
      }
    }
    throw new AssertionError("etcd took everything");
  }

  private static void makeRoom(ApiCluster cluster, String namespace, int filler) {
    for (int number = 0; number < filler; number++) {
      var unused =
          cluster
              .client()
              .configMaps()
              .inNamespace(namespace)
              .withName("filler-" + number)
              .delete();
    }
    cluster.etcd().makeRoom();
  }
}
