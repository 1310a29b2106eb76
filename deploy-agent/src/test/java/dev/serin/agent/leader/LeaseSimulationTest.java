package dev.serin.agent.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.agent.leader.LeaseSimulation.Mistake;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeaseSimulationTest {

  private static final LeaseTiming TIMING =
      LeaseTiming.of(Duration.ofSeconds(4), Duration.ofSeconds(1));
  private static final int SEEDS = Integer.getInteger("serin.seeds", 400);

  private static LeaseSimulation simulation(int seed, Mistake mistake) {
    return new LeaseSimulation(new SplittableRandom(seed), TIMING, mistake, 2 + seed % 2);
  }

  @Test
  void whateverHappensNoTwoAgentsWriteAtTheSameTimeAndAfterwardsOneLeads() {
    int writes = 0;
    int terms = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      LeaseSimulation run = simulation(seed, Mistake.NONE).withFaults(Duration.ofSeconds(90));
      int before = run.terms();
      run.calm(Duration.ofSeconds(25));
      assertNull(run.violation(), "seed " + seed);
      assertEquals(1, run.leaders().size(), "seed " + seed);
      int settled = run.terms();
      String leader = run.leaders().get(0);
      run.calm(Duration.ofSeconds(30));
      assertEquals(settled, run.terms(), "seed " + seed + ": a leader without faults stays");
      assertEquals(leader, run.leaders().get(0), "seed " + seed);
      writes += run.writes();
      terms += before;
    }
    assertTrue(writes > 100 * SEEDS, "agents must have written: " + writes);
    assertTrue(terms > 3 * SEEDS, "leaders must have changed: " + terms);
  }

  @ParameterizedTest
  @EnumSource(value = Mistake.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void theSimulationFindsAMistake(Mistake mistake) {
    @Nullable String found =
        IntStream.range(0, SEEDS)
            .mapToObj(seed -> simulation(seed, mistake).withFaults(Duration.ofSeconds(90)))
            .map(LeaseSimulation::violation)
            .filter(violation -> violation != null)
            .findFirst()
            .orElse(null);
    assertNotNull(found);
  }

  @Test
  void aKilledLeaderIsFollowedWithinTheLeaseAndASecond() {
    Duration longest = Duration.ZERO;
    for (int seed = 0; seed < SEEDS; seed++) {
      Duration takeover =
          simulation(seed, Mistake.NONE).calm(Duration.ofSeconds(10 + seed % 7)).takeover();
      longest = takeover.compareTo(longest) > 0 ? takeover : longest;
    }
    assertTrue(longest.compareTo(Duration.ofSeconds(5)) < 0, longest.toString());
    assertTrue(longest.compareTo(Duration.ofSeconds(3)) > 0, longest.toString());
  }
}
