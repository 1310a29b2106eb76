package dev.serin.rollout.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightedReplicasTest {

  @ParameterizedTest(name = "{0} pods, weight {1}, surge {2}: {3} canary, {4} stable")
  @CsvSource({
    // nothing, everything
    "0, 50, true, 0, 0",
    "10, 0, true, 0, 10",
    "10, 100, true, 10, 0",
    "1, 0, false, 0, 1",
    "1, 100, false, 1, 0",
    // weights that divide evenly need no surge
    "10, 10, true, 1, 9",
    "10, 10, false, 1, 9",
    "10, 50, false, 5, 5",
    "4, 25, true, 1, 3",
    "4, 75, false, 3, 1",
    "2, 50, false, 1, 1",
    // small weights still get a canary
    "10, 1, false, 1, 9",
    "10, 5, false, 1, 9",
    "10, 5, true, 1, 10",
    "100, 1, true, 1, 99",
    "2, 1, false, 1, 1",
    "2, 10, true, 1, 2",
    // great weights still leave a stable pod
    "10, 99, false, 9, 1",
    "10, 95, false, 9, 1",
    "10, 99, true, 10, 1",
    "2, 99, false, 1, 1",
    "2, 90, true, 2, 1",
    // one pod: a second one with surge, one side only without
    "1, 10, true, 1, 1",
    "1, 90, true, 1, 1",
    "1, 50, true, 1, 1",
    "1, 10, false, 0, 1",
    "1, 90, false, 1, 0",
    // the nearer side wins
    "3, 30, false, 1, 2",
    "3, 40, false, 1, 2",
    "3, 60, false, 2, 1",
    "7, 20, false, 1, 6",
    "9, 33, false, 3, 6",
    "10, 22, false, 2, 8",
    "10, 28, false, 3, 7",
    // of equal distances the larger canary wins
    "10, 25, false, 3, 7",
    "10, 75, false, 8, 2",
    "5, 50, false, 3, 2",
    // with surge the extra pod may come nearer
    "5, 50, true, 3, 3",
    "3, 50, true, 2, 2",
    "3, 25, true, 1, 3",
    "4, 20, true, 1, 4",
    "10, 27, true, 3, 8",
    "9, 30, true, 3, 7",
    "2, 67, true, 2, 1",
    "4, 10, false, 1, 3",
  })
  void countsForAWeight(int replicas, int weight, boolean surge, int canary, int stable) {
    assertEquals(
        new WeightedReplicas(canary, stable), WeightedReplicas.of(replicas, weight, surge));
  }

  @Test
  void sharesAreAsNearAsPodsAllow() {
    for (int replicas = 1; replicas <= 60; replicas++) {
      for (int weight = 0; weight <= 100; weight++) {
        WeightedReplicas counts = WeightedReplicas.of(replicas, weight, false);
        assertEquals(replicas, counts.canary() + counts.stable());
        double error = Math.abs(100.0 * counts.canary() / replicas - weight);
        boolean edge = weight > 0 && weight < 100 && replicas > 1;
        boolean forced = edge && (counts.canary() == 1 || counts.stable() == 1);
        assertTrue(error <= 50.0 / replicas + 1e-9 || forced, replicas + " at " + weight);
        assertTrue(!edge || (counts.canary() > 0 && counts.stable() > 0), "both sides have pods");
      }
    }
  }
}
