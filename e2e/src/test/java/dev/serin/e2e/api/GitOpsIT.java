package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.GitOpsTool;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.Stage;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The agent beside a GitOps tool that applies its manifests by force every second. A route's rules
 * and a Service's selector are atomic to server-side apply: each apply takes all of them over.
 */
@ApiTest
class GitOpsIT {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration FIGHT = Duration.ofSeconds(10);

  @Test
  void withoutAnyRuleTheAgentRestoresWithinASecondAndSaysWhoContests() throws Exception {
    try (Stage stage = Stage.withAgent("contested", Stage.WAITS).withPausedCanary()) {
      try (GitOpsTool tool =
          GitOpsTool.start(
              stage.cluster().client(), stage.service().objects(Stage.WAITS, "second"), EVERY)) {
        RolloutStatus status =
            stage.service().await("contested traffic", now -> contested(now).isPresent());
        String message = String.valueOf(contested(status).orElseThrow().message());
        assertTrue(message.contains(GitOpsTool.MANAGER), message);
        assertTrue(message.contains("HTTPRoute cart"), message);
        stage.service().awaitEvent("TrafficContested");

        int syncs = tool.syncs();
        long writes = stage.writes().size();
        Await.elapse(FIGHT);
        long during = stage.writes().size() - writes;
        int rounds = tool.syncs() - syncs + 1;
        // Each round takes three objects; each is set back once, a route at most twice.
        assertTrue(during <= 5L * rounds, during + " writes in " + rounds + " rounds");
        Duration longest = stage.traffic().longestDeviation(10);
        assertTrue(longest.compareTo(Duration.ofSeconds(1)) < 0, "deviated for " + longest);

        stage.service().promote();
        stage.service().awaitStable("shop/cart:second");
      }
      stage.service().awaitWeight(0);
      for (String name : List.of("cart-stable", "cart-canary")) {
        Await.until(
            name + " that selects the stable version",
            Duration.ofSeconds(10),
            () -> stage.service().selected(name).equals(stage.service().status().stableRS()));
      }
      stage.traffic().assertNoGap();
      assertEquals(1, stage.service().events("TrafficContested").size());
      assertTrue(
          stage.service().events().size() < 40,
          () -> stage.service().events().size() + " events: the fight must not fill the log");
    }
  }

  @Test
  void anAbortIsNotHeldUpByTheContest() throws Exception {
    try (Stage stage = Stage.withAgent("contested-abort", Stage.WAITS).withPausedCanary();
        // It wants 30 %, whatever Serin says, and answers at once.
        GitOpsTool tool =
            GitOpsTool.start(
                stage.cluster().client(),
                List.of(stage.service().routeWithWeight(30)),
                Duration.ofMillis(30))) {
      stage.service().await("contested traffic", now -> contested(now).isPresent());
      long before = routeWrites(stage);
      Await.elapse(Duration.ofSeconds(5));
      long writes = routeWrites(stage) - before;
      assertTrue(writes <= 12, writes + " writes of a route in 5 s against " + tool.syncs());
      stage.service().abort();
      stage.service().await("aborted rollout", now -> now.abortedAt() != null);
      tool.stop();
      stage.service().awaitWeight(0);
    }
  }

  @Test
  void oneSyncIsSetBackAndNotCalledAContest() throws Exception {
    try (Stage stage = Stage.withAgent("one-sync", Stage.WAITS).withPausedCanary()) {
      try (GitOpsTool tool =
          GitOpsTool.start(
              stage.cluster().client(),
              stage.service().objects(Stage.WAITS, "second"),
              Duration.ofHours(1))) {
        Await.until("sync", Duration.ofSeconds(10), () -> tool.syncs() == 1);
      }
      stage.service().awaitEvent("TrafficRestored");
      stage.service().awaitWeight(10);
      assertFalse(contested(stage.service().status()).isPresent());
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      stage.traffic().assertNoGap();
    }
  }

  @Test
  void withTheDocumentedIgnoreRulesWeightsAndSelectorsSurvive() throws Exception {
    try (Stage stage = Stage.withAgent("ignore-rules", Stage.WAITS).withPausedCanary()) {
      try (GitOpsTool tool =
          GitOpsTool.start(
              stage.cluster().client(),
              stage.service().objects(Stage.WAITS, "second"),
              EVERY,
              object -> withLiveValues(stage, object))) {
        Await.until("five syncs", Duration.ofSeconds(30), () -> tool.syncs() > 5);
        assertEquals(0, tool.refused());
      }
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      stage.traffic().awaitCanaryWeights(List.of(0, 10, 50, 100, 0));
      assertFalse(contested(stage.service().status()).isPresent());
      stage.traffic().assertNoGap();
    }
  }

  /** What Argo CD does with ignoreDifferences and RespectIgnoreDifferences=true. */
  private static HasMetadata withLiveValues(Stage stage, HasMetadata object) {
    HasMetadata live = stage.cluster().client().resource(object).get();
    if (object instanceof HTTPRoute route && live instanceof HTTPRoute is) {
      List<HTTPBackendRef> backends = route.getSpec().getRules().get(0).getBackendRefs();
      for (int place = 0; place < backends.size(); place++) {
        backends
            .get(place)
            .setWeight(is.getSpec().getRules().get(0).getBackendRefs().get(place).getWeight());
      }
    } else if (object instanceof Service service && live instanceof Service is) {
      service
          .getSpec()
          .getSelector()
          .put(
              ArgoNames.POD_TEMPLATE_HASH,
              is.getSpec().getSelector().get(ArgoNames.POD_TEMPLATE_HASH));
    }
    return object;
  }

  private static long routeWrites(Stage stage) {
    return stage.writes().stream()
        .filter(write -> write.request().path().contains("/httproutes/" + SampleService.NAME))
        .count();
  }

  private static Optional<RolloutCondition> contested(RolloutStatus status) {
    return status.conditions().stream()
        .filter(condition -> "TrafficContested".equals(condition.type()))
        .filter(condition -> "True".equals(condition.status()))
        .findFirst();
  }
}
