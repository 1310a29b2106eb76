package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.GitOpsTool;
import dev.serin.e2e.support.Pair;
import dev.serin.e2e.support.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two agents, of which one acts. */
@ApiTest
class LeaderIT {

  private static final System.Logger LOG = System.getLogger(LeaderIT.class.getName());
  private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

  /** A lease of 4 s that is renewed every second. */
  private static final Duration LEAST_REST_OF_A_LEASE = Duration.ofSeconds(3);

  private static final int ROUNDS = 2;

  @Test
  void aStandbyActsWithinSixSecondsAfterAKillOfTheLeader() {
    try (Stage stage = Stage.shared("kill", Stage.WAITS);
        Pair pair = Pair.start(stage)) {
      stage.service().awaitStable("shop/cart:first");
      for (int round = 0; round < ROUNDS; round++) {
        stage.service().update("shop/cart:round-" + round);
        stage.service().awaitPhase(RolloutPhase.PAUSED);
        Pair.Agent leader = pair.awaitLeader();
        long killed = System.nanoTime();
        leader.process().kill();
        stage.service().abort();
        stage.service().awaitWeight(0);
        Duration time = Duration.ofNanos(System.nanoTime() - killed);
        LOG.log(System.Logger.Level.INFO, "from kill -9 to the new weight: {0}", time);
        assertTrue(time.compareTo(SIX_SECONDS) < 0, time.toString());
        assertNotEquals(leader, pair.awaitLeader());
        leader.process().restart();
        stage.service().awaitPhase(RolloutPhase.DEGRADED);
      }
      stage.traffic().assertNoGap();
    }
  }

  @Test
  void aLeaderThatIsStoppedHandsOverBeforeItsLeaseRunsOut() {
    try (Stage stage = Stage.shared("stop", Stage.WAITS);
        Pair pair = Pair.start(stage)) {
      stage.service().awaitStable("shop/cart:first");
      Pair.Agent leader = pair.awaitLeader();
      Pair.Agent standby = pair.other(leader);
      long asked = System.nanoTime();
      leader.process().process().terminate();
      Await.until("handover", SIX_SECONDS, () -> pair.holder().equals(standby.name()));
      Duration time = Duration.ofNanos(System.nanoTime() - asked);
      LOG.log(System.Logger.Level.INFO, "from SIGTERM to the lease of the standby: {0}", time);
      assertTrue(time.compareTo(LEAST_REST_OF_A_LEASE) < 0, time.toString());
      stage.service().update("shop/cart:second");
      stage.service().awaitPhase(RolloutPhase.PAUSED);
    }
  }

  @Test
  void aLeaderThatWasAsleepWritesNothingUntilItLeadsAgain() {
    try (Stage stage = Stage.shared("asleep", Stage.WAITS);
        Pair pair = Pair.start(stage)) {
      stage.awaitPausedCanary();
      try (GitOpsTool contender = contender(stage)) {
        Pair.Agent sleeper = pair.awaitLeader();
        Pair.Agent other = pair.other(sleeper);
        sleeper.awaitMoreWrites(3);
        sleeper.process().pause();
        Await.until("takeover", SIX_SECONDS, () -> pair.holder().equals(other.name()));
        other.awaitMoreWrites(3);
        int before = sleeper.writes().size();
        sleeper.process().resume();
        Await.until("standby", SIX_SECONDS, () -> !sleeper.leads());
        other.awaitMoreWrites(3);
        assertEquals(List.of(), sleeper.writes().subList(before, sleeper.writes().size()));
        assertEquals(other.name(), pair.holder());

        other.process().kill();
        sleeper.awaitMoreWrites(3);
        assertEquals(sleeper.name(), pair.holder());
        assertTrue(contender.syncs() > 0);
      }
      stage.service().abort();
      stage.service().awaitWeight(0);
      pair.assertWritesAreApart();
    }
  }

  @Test
  void aLeaseThatSomebodyDeletesIsTakenAgainByOneAgent() {
    try (Stage stage = Stage.shared("deleted", Stage.WAITS);
        Pair pair = Pair.start(stage)) {
      stage.awaitPausedCanary();
      try (GitOpsTool contender = contender(stage)) {
        for (int round = 0; round < ROUNDS; round++) {
          Pair.Agent unused = pair.awaitLeader();
          pair.deleteLease();
          pair.awaitLeader().awaitMoreWrites(2);
        }
        assertTrue(contender.syncs() > 0);
      }
      stage.service().abort();
      stage.service().awaitWeight(0);
      pair.assertWritesAreApart();
    }
  }

  /** Changes the route all the time, so that the leader always has something to write. */
  private static GitOpsTool contender(Stage stage) {
    return GitOpsTool.start(
        stage.cluster().client(),
        List.of(stage.service().routeWithWeight(30)),
        Duration.ofMillis(100));
  }

  @Test
  void bothAgentsOutliveAnApiServerThatIsAway() {
    outlive(Duration.ofSeconds(3));
  }

  @Test
  @Tag("full")
  void bothAgentsOutliveAnApiServerThatIsAwayForAMinute() {
    outlive(Duration.ofSeconds(60));
  }

  private static void outlive(Duration absence) {
    try (Stage stage = Stage.shared("away", Stage.WAITS);
        Pair pair = Pair.startDirect(stage)) {
      stage.awaitPausedCanary();
      Pair.Agent leader = pair.awaitLeader();
      stage.cluster().stopApiServer();
      Await.until("leader that steps down", SIX_SECONDS, () -> !leader.leads());
      Await.elapse(absence);
      for (Pair.Agent agent : pair.agents()) {
        assertTrue(agent.process().alive());
        assertTrue(agent.process().ready(), "a standby whose caches are in sync is ready");
      }
      stage.cluster().restartApiServer();
      long back = System.nanoTime();
      Pair.Agent unused = pair.awaitLeader();
      stage.service().abort();
      stage.service().awaitWeight(0);
      Duration time = Duration.ofNanos(System.nanoTime() - back);
      assertTrue(time.compareTo(Duration.ofSeconds(20)) < 0, time.toString());
      for (Pair.Agent agent : pair.agents()) {
        assertTrue(agent.process().alive());
      }
    }
  }
}
