package dev.serin.rollout.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.rollout.RolloutEngine;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int SEEDS = 500;

  @Test
  void invariantsHoldForManySeeds() {
    LongStream.range(0, SEEDS).parallel().forEach(SimulationTest::run);
  }

  private static void run(long seed) {
    Simulation simulation = of(seed);
    try {
      simulation.run();
    } catch (RuntimeException e) {
      throw new AssertionError(
          "seed %d: %s%n%s"
              .formatted(seed, e.getMessage(), String.join("\n", simulation.history().lines())),
          e);
    }
  }

  private static Simulation of(long seed) {
    return new Simulation(new Random(seed), new RolloutEngine()::decide);
  }

  @Test
  void sameSeedSameRun() {
    for (long seed = 0; seed < 20; seed++) {
      Simulation one = of(seed);
      Simulation other = of(seed);
      one.run();
      other.run();
      assertEquals(one.history().entries(), other.history().entries());
    }
  }
}
