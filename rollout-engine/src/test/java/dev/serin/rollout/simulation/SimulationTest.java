package dev.serin.rollout.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int SEEDS = Integer.getInteger("serin.seeds", 1_000);

  @Test
  void invariantsHoldForManySeeds() {
    LongStream.range(0, SEEDS).parallel().forEach(SimulationTest::run);
  }

  private static void run(long seed) {
    Simulation simulation = new Simulation(seed);
    try {
      simulation.run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", simulation.history()),
          e);
    }
  }

  @Test
  void sameSeedSameRun() {
    for (long seed = 0; seed < 20; seed++) {
      Simulation one = new Simulation(seed);
      Simulation other = new Simulation(seed);
      one.run();
      other.run();
      assertEquals(one.history(), other.history());
    }
  }
}
