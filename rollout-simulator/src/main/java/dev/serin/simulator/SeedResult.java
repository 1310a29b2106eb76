package dev.serin.simulator;

import dev.serin.rollout.RolloutEngine;
import dev.serin.rollout.simulation.Controller;
import dev.serin.rollout.simulation.History;
import dev.serin.rollout.simulation.Simulation;
import dev.serin.rollout.simulation.invariant.InvariantViolation;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What came of one seed.
 *
 * @param seed the seed
 * @param strategy the strategy of its Rollout, as YAML
 * @param history what happened, in order
 * @param problem what does not hold; empty when all does
 */
record SeedResult(
    long seed, String strategy, List<History.Entry> history, Optional<Problem> problem) {

  /**
   * Something that does not hold.
   *
   * @param invariant the promise that is broken; "no exception" when the engine itself fails
   * @param message what is wrong
   */
  record Problem(String invariant, String message) {}

  /** Runs a seed with the engine. */
  static SeedResult of(long seed) {
    return of(seed, new RolloutEngine()::decide);
  }

  /**
   * Runs a seed. The generator's algorithm is part of Java's specification, so a seed is the same
   * run on every machine.
   */
  static SeedResult of(long seed, Controller controller) {
    Simulation simulation = new Simulation(new Random(seed), controller);
    Optional<Problem> problem = Optional.empty();
    try {
      simulation.run();
    } catch (InvariantViolation violation) {
      problem =
          Optional.of(new Problem(violation.invariant(), String.valueOf(violation.getMessage())));
    } catch (RuntimeException failure) {
      problem = Optional.of(new Problem("no exception", text(failure)));
    }
    return new SeedResult(seed, simulation.strategy(), simulation.history().entries(), problem);
  }

  private static String text(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
