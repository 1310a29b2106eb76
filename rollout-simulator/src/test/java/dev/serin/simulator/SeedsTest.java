package dev.serin.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.rollout.Decision;
import dev.serin.rollout.Observation;
import dev.serin.rollout.RolloutEngine;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private static final long SEEDS = Boolean.getBoolean("serin.full") ? 500_000 : 20_000;

  @Test
  void everythingHoldsForManySeeds() {
    Seeds seeds = new Seeds(0, SEEDS, new RolloutEngine()::decide);
    List<String> failures = new CopyOnWriteArrayList<>();
    seeds.run(result -> failures.add(Report.failure(result)));
    assertEquals(List.of(), failures);
    assertEquals(SEEDS, seeds.done());
  }

  @Test
  void aSeedThatFailsIsToldAndFailsAgain() {
    List<SeedResult> failures = new CopyOnWriteArrayList<>();
    Seeds seeds = new Seeds(0, 20, SeedsTest::broken);
    seeds.run(failures::add);
    assertEquals(20, seeds.done());
    assertEquals(seeds.failed(), failures.size());
    for (SeedResult failure : failures) {
      assertEquals(failure, SeedResult.of(failure.seed(), SeedsTest::broken));
    }
    assertEquals(20, failures.size());
  }

  private static Decision broken(Observation observation, Instant now) {
    if (observation.rollout().getStatus() != null) {
      throw new IllegalStateException("broken on purpose");
    }
    return new RolloutEngine().decide(observation, now);
  }

  @Test
  void aRunThatIsStoppedCountsWhatItHasDone() {
    Seeds seeds = new Seeds(0, 1_000, new RolloutEngine()::decide);
    seeds.stop();
    seeds.run(result -> {});
    assertEquals(0, seeds.done());
  }
}
