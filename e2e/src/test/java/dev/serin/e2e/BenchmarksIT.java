package dev.serin.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The arithmetic and the measures that benchmarks rest on; the benchmarks themselves run by hand.
 */
class BenchmarksIT {

  @Test
  void frame() {
    Command.of("python3", "-m", "unittest", "discover", "-s", "e2e/bench/tests").succeed();
  }

  @Test
  void helpNamesTheBenchmarks() {
    String help = Command.of("e2e/bench/run", "--help").succeed().out();
    assertTrue(help.contains("rollouts") && help.contains("idle"), help);
  }

  @Test
  void wrongUsageStartsNothing() {
    Command.Result unknown =
        Command.of("e2e/bench/run", "rollouts", "--contenders", "flagger").run();
    assertEquals(2, unknown.exitCode(), unknown.toString());
    assertTrue(unknown.err().contains("--contenders flagger: take each of serin, argo"));
  }
}
