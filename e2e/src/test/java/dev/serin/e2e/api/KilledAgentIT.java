package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Fault;
import dev.serin.e2e.support.FaultProxy;
import dev.serin.e2e.support.PodBehaviour;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the agent at its writes, all through a canary and a rollback.
 *
 * <p>Each life of the agent ends at its n-th write: right before the API server sees it, or right
 * after the API server has carried it out and before the agent learns of it. The next life goes on
 * from there, so with n = 1 every write of the story is one at which it died. The run by default
 * takes n from 3 to 9 by a fixed seed. Events do not count, nor do analyses that only measure once
 * more: they are no steps, and there are as many as there is time.
 */
@ApiTest
class KilledAgentIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Test
  void killedAtEverySixthWriteOrSo() throws Exception {
    Random random = new Random(5);
    survives(() -> 3 + random.nextInt(7), random::nextBoolean);
  }

  @Test
  @Tag("full")
  void killedRightAfterEveryWrite() throws Exception {
    survives(() -> 1, () -> true);
  }

  @Test
  @Tag("full")
  void killedRightBeforeEverySecondWrite() throws Exception {
    survives(() -> 2, () -> false);
  }

  private static void survives(IntSupplier writes, BooleanSupplier after) throws Exception {
    try (Stage stage = Stage.withAgent("killed", Stage.WAITS).withStableVersion()) {
      Killer killer = new Killer(stage, writes, after);
      AtomicBoolean promoted = new AtomicBoolean();
      stage.service().update("shop/cart:second");
      killer.until(
          "promoted canary",
          () -> {
            RolloutStatus status = stage.service().status();
            if (status.phase() == RolloutPhase.PAUSED && promoted.compareAndSet(false, true)) {
              stage.service().promote();
            }
            return stage.service().stable(status, "shop/cart:second")
                && stage.traffic().canaryWeights("cart").equals(List.of(0, 10, 50, 100, 0));
          });
      // It turns out to be bad once it has traffic: how soon it gets that is the kills' doing.
      stage.service().update("shop/cart:turns-bad");
      killer.until(
          "canary that was taken back",
          () -> {
            if (SampleService.canaryWeight(stage.service().route().get()) == 10) {
              stage.pods().play("shop/cart:turns-bad", PodBehaviour.failing(0.3));
            }
            RolloutStatus status = stage.service().status();
            return status.abortedAt() != null
                && status.phase() == RolloutPhase.DEGRADED
                && stage.traffic().canaryWeights("cart").equals(List.of(0, 10, 50, 100, 0, 10, 0))
                && stage.service().wantedPods(status.currentPodHash()) == 0;
          });
      killer.end();
      assertTrue(killer.kills() >= 4, killer.kills() + " kills");
      stage.traffic().assertNoGap();
      assertNothingTwice(stage);
    }
  }

  private static void assertNothingTwice(Stage stage) {
    assertEquals(3, stage.created("replicasets"), () -> stage.writes().toString());
    assertEquals(2, stage.created("analysisruns"), () -> stage.writes().toString());
    assertEquals(
        2,
        stage
            .cluster()
            .client()
            .resources(AnalysisRun.class)
            .inNamespace(stage.service().namespace())
            .list()
            .getItems()
            .size());
    for (String reason : List.of("NewReplicaSetCreated", "RolloutCompleted", "RolloutAborted")) {
      List<String> messages =
          stage.service().events(reason).stream().map(event -> event.getMessage()).toList();
      assertEquals(messages.stream().distinct().toList(), messages, "said twice");
    }
  }

  /** Kills the agent at its n-th write, again and again, and starts it again. */
  private static final class Killer implements FaultProxy.Rule {
    private final Stage stage;
    private final IntSupplier writes;
    private final BooleanSupplier after;
    private volatile int last;
    private final AtomicInteger inThisLife = new AtomicInteger();
    private final AtomicInteger kills = new AtomicInteger();
    private volatile boolean dead;
    private volatile boolean over;

    Killer(Stage stage, IntSupplier writes, BooleanSupplier after) {
      this.stage = stage;
      this.writes = writes;
      this.after = after;
      this.last = writes.getAsInt();
      stage.proxy().rule(this);
    }

    @Override
    public @Nullable Fault of(FaultProxy.Request request) {
      if (over) {
        return null;
      }
      if (dead) {
        return new Fault.CutBefore(() -> {});
      }
      if (!step(request) || inThisLife.incrementAndGet() < last) {
        return null;
      }
      return after.getAsBoolean()
          ? new Fault.CutAfter(this::kill)
          : new Fault.CutBefore(this::kill);
    }

    private boolean step(FaultProxy.Request request) {
      return request.writes()
          && !request.event()
          && stage.concerns(request)
          && !(request.path().contains("/analysisruns/")
              && request.json().path("status").has("metricResults")
              && !request.json().path("status").has("phase"));
    }

    private void kill() {
      kills.incrementAndGet();
      stage.agent().kill();
      dead = true;
    }

    /** Waits for something, and starts the agent again whenever it was killed. */
    void until(String what, BooleanSupplier condition) {
      Await.until(
          what + " despite kills",
          PATIENCE,
          () -> {
            if (dead) {
              stage.agent().begin();
              inThisLife.set(0);
              last = writes.getAsInt();
              dead = false;
            }
            return condition.getAsBoolean();
          });
    }

    void end() {
      over = true;
      // Whether or not a kill is under way.
      stage.agent().kill();
      stage.agent().restart();
    }

    int kills() {
      return kills.get();
    }
  }
}
