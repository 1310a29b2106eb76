package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
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
    try (Stage stage = Stage.withAgent("conflicts", Stage.WAITS).withPausedCanary();
        Rival rival = new Rival(stage, random)) {
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
      rival.stop();
      long conflicts = stage.writes().stream().filter(write -> write.code() == 409).count();
      assertTrue(conflicts > ROUNDS / 5, conflicts + " conflicts are too few to prove anything");
      stage.service().awaitWeight(10);
      stage.service().awaitPhase(RolloutPhase.PAUSED);
      stage.service().promote();
      stage.service().awaitStable("shop/cart:second");
      stage.traffic().assertNoGap();
    }
  }

  @Test
  void noPromotionIsLostHoweverItRaces() throws Exception {
    String steps = "[" + "{setWeight: 10}, {pause: {}}, ".repeat(40) + "{setWeight: 20}]";
    try (Stage stage = Stage.withAgent("promotions", steps).withStableVersion();
        Rival rival = new Rival(stage, new Random(12))) {
      stage.service().update("shop/cart:second");
      for (int pause = 0; pause < 40; pause++) {
        RolloutStatus unused = stage.service().awaitPauseAt(2 * pause + 1);
        stage.service().promote();
      }
      stage.service().awaitStable("shop/cart:second");
      rival.stop();
      assertEquals(40, stage.service().events("RolloutPaused").size());
      stage.traffic().assertNoGap();
    }
  }

  /** Makes the agent's writes of the status late, and changes the Rollout forty times a second. */
  private static final class Rival implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger changes = new AtomicInteger();

    Rival(Stage stage, Random random) {
      stage
          .proxy()
          .rule(
              request ->
                  request.path().endsWith("/status") && stage.concerns(request)
                      ? new Fault.Delay(Duration.ofMillis(1 + random.nextInt(15)))
                      : null);
      var unused =
          thread.scheduleWithFixedDelay(() -> annotate(stage), 0, 25, TimeUnit.MILLISECONDS);
    }

    private void annotate(Stage stage) {
      String patch =
          "{\"metadata\":{\"annotations\":{\"example.com/number\":\"%d\"}}}"
              .formatted(changes.incrementAndGet());
      var unused = stage.service().rollout().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    void stop() {
      thread.shutdownNow();
    }

    @Override
    public void close() {
      stop();
    }
  }
}
