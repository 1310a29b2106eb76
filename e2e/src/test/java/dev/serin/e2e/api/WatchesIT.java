package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches that break, expire, repeat themselves or start anew lose nothing. */
@ApiTest
class WatchesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Stage stage;

  @BeforeEach
  void start() {
    stage = Stage.withAgent("watches", Stage.WAITS).withStableVersion();
  }

  @AfterEach
  void close() throws Exception {
    stage.proxy().behave();
    stage.close();
  }

  private void canaryToTheEnd() {
    stage.service().awaitWeight(10);
    stage.service().awaitPhase(RolloutPhase.PAUSED);
    stage.service().promote();
    stage.service().awaitStable("shop/cart:second");
    stage.service().awaitWeight(0);
    stage.traffic().assertNoGap();
    stage.traffic().awaitCanaryWeights(List.of(0, 10, 50, 100, 0));
  }

  @Test
  void watchesThatBreakAreOpenedAgainAndMissNothing() {
    stage.proxy().cut();
    stage.service().update("shop/cart:second");
    Await.until("watches that are broken", PATIENCE, () -> stage.proxy().watches() == 0);
    stage.proxy().behave();
    canaryToTheEnd();
  }

  @Test
  void aVersionThatIsGoneIsListedAnew() {
    stage.proxy().expireWatches();
    stage.service().update("shop/cart:second");
    canaryToTheEnd();
  }

  @Test
  void whatHappenedBeforeACompactionIsSeenAfterIt() {
    stage.agent().pause();
    stage.service().update("shop/cart:second");
    stage.cluster().stopApiServer();
    stage.cluster().etcd().compact();
    stage.cluster().restartApiServer();
    stage.agent().resume();
    canaryToTheEnd();
  }

  @Test
  void anApiServerThatIsRestartedInTheMiddleIsFoundAgain() {
    stage.service().update("shop/cart:second");
    stage.service().awaitWeight(10);
    stage.cluster().stopApiServer();
    stage.cluster().restartApiServer();
    canaryToTheEnd();
  }

  @Test
  void eventsThatComeTwiceOrLateDoNothingTwice() {
    Map<String, List<String>> earlier = new HashMap<>();
    AtomicInteger late = new AtomicInteger();
    stage
        .proxy()
        .events(
            message -> {
              List<String> all = new ArrayList<>(List.of(message, message));
              if (message.contains("\"MODIFIED\"")
                  && message.contains("\"" + stage.service().namespace() + "\"")) {
                // An old report of the same kind comes again, after newer ones.
                String kind = message.substring(0, message.indexOf("\"metadata\""));
                List<String> ofKind = earlier.computeIfAbsent(kind, any -> new ArrayList<>());
                ofKind.add(message);
                all.add(ofKind.get(ofKind.size() / 2));
                late.incrementAndGet();
              }
              return all;
            });
    stage.proxy().breakWatches();
    stage.service().update("shop/cart:second");
    canaryToTheEnd();
    assertTrue(late.get() > 5, late + " events came late");
    assertEquals(2, stage.created("replicasets"), () -> stage.writes().toString());
  }
}
