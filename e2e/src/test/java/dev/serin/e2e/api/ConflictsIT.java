package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Fault;
import dev.serin.e2e.support.Stage;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An operator's patches race with the agent's own writes, hundreds of times; none is lost. */
@ApiTest
class ConflictsIT {

  private static final int ROUNDS = 100;
  private static final Duration ACKNOWLEDGED = Duration.ofSeconds(10);

  @Test
  void noAbortAndNoRetryIsLostHoweverTheyRace() throws Exception {
    Random random = new Random(11);
    ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor();
    try (Stage stage = Stage.withAgent("conflicts", Stage.WAITS).withStableVersion()) {
      stage.service().update("shop/cart:second");
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      // The agent's writes are late, and somebody else changes the object all the time.
      stage
          .proxy()
          .rule(
              request ->
                  request.path().endsWith("/status") && stage.concerns(request)
                      ? new Fault.Delay(Duration.ofMillis(1 + random.nextInt(15)))
                      : null);
      AtomicInteger changes = new AtomicInteger();
      var unused =
          others.scheduleWithFixedDelay(
              () -> annotate(stage, changes.incrementAndGet()), 0, 25, TimeUnit.MILLISECONDS);
      for (int round = 0; round < ROUNDS; round++) {
        stage.service().abort();
        Await.until(
            "abort that was heeded, round " + round,
            ACKNOWLEDGED,
            () -> stage.service().status().abortedAt() != null);
        Await.elapse(Duration.ofMillis(random.nextInt(20)));
        stage.service().retry();
        Await.until(
            "retry that was heeded, round " + round,
            ACKNOWLEDGED,
            () ->
                !stage.service().status().aborted()
                    && stage.service().status().abortedAt() == null);
        Await.elapse(Duration.ofMillis(random.nextInt(20)));
      }
      others.shutdownNow();
      long conflicts = stage.writes().stream().filter(write -> write.code() == 409).count();
      assertTrue(conflicts > ROUNDS / 5, conflicts + " conflicts are too few to prove anything");
      stage.service().awaitWeight(10);
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      stage.traffic().assertNoGap();
    } finally {
      others.shutdownNow();
    }
  }

  @Test
  void noPromotionIsLostHoweverItRaces() throws Exception {
    String steps = "[" + "{setWeight: 10}, {pause: {}}, ".repeat(40) + "{setWeight: 20}]";
    Random random = new Random(12);
    ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor();
    try (Stage stage = Stage.withAgent("promotions", steps).withStableVersion()) {
      stage
          .proxy()
          .rule(
              request ->
                  request.path().endsWith("/status") && stage.concerns(request)
                      ? new Fault.Delay(Duration.ofMillis(1 + random.nextInt(15)))
                      : null);
      AtomicInteger changes = new AtomicInteger();
      var unused =
          others.scheduleWithFixedDelay(
              () -> annotate(stage, changes.incrementAndGet()), 0, 25, TimeUnit.MILLISECONDS);
      stage.service().update("shop/cart:second");
      for (int pause = 0; pause < 40; pause++) {
        int index = 2 * pause + 1;
        Await.until(
            "pause at step " + index,
            ACKNOWLEDGED,
            () ->
                Integer.valueOf(index).equals(stage.service().status().currentStepIndex())
                    && !stage.service().status().pauseConditions().isEmpty());
        stage.service().promote();
      }
      stage.service().awaitStable("shop/cart:second");
      others.shutdownNow();
      assertEquals(
          40,
          stage.service().events().stream()
              .filter(event -> event.getReason().equals("RolloutPaused"))
              .count());
      stage.traffic().assertNoGap();
    } finally {
      others.shutdownNow();
    }
  }

  private static void annotate(Stage stage, int number) {
    var unused =
        stage
            .service()
            .rollout()
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"annotations\":{\"example.com/number\":\"" + number + "\"}}}");
  }
}
