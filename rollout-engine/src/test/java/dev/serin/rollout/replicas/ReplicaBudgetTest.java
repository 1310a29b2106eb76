package dev.serin.rollout.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.rollout.replicas.ReplicaBudget.Count;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaBudgetTest {

  /** Each version is wanted/available; goals and results are canary and stable. */
  @ParameterizedTest(
      name = "N {0}+{1}-{2}: canary {3}/{4} to {5}, stable {6}/{7} to {8}, old {9}/{10}")
  @CsvSource({
    // N, surge, unavailable, canary, stable, old: next canary, stable, old
    "10, 1, 1, 0, 0, 1, 10, 10, 9, 0, 0, 1, 9, 0",
    "10, 1, 0, 0, 0, 1, 10, 10, 9, 0, 0, 1, 10, 0",
    "10, 1, 0, 1, 1, 1, 10, 10, 9, 0, 0, 1, 9, 0",
    "10, 0, 1, 0, 0, 1, 10, 10, 9, 0, 0, 0, 9, 0",
    "10, 0, 1, 0, 0, 1, 9, 9, 9, 0, 0, 1, 9, 0",
    "10, 3, 0, 0, 0, 3, 10, 10, 7, 0, 0, 3, 10, 0",
    "10, 3, 0, 3, 3, 3, 10, 10, 7, 0, 0, 3, 7, 0",
    "10, 0, 5, 0, 0, 3, 10, 10, 7, 0, 0, 0, 7, 0",
    // the canary is not there yet: stable keeps what is needed
    "10, 1, 1, 5, 0, 5, 6, 6, 5, 0, 0, 5, 6, 0",
    "10, 2, 2, 5, 1, 5, 7, 7, 5, 0, 0, 5, 7, 0",
    "10, 2, 2, 5, 3, 5, 7, 7, 5, 0, 0, 5, 5, 0",
    // abort: stable grows first, pods of the canary that are not available go at once
    "10, 1, 1, 5, 5, 0, 5, 5, 10, 0, 0, 4, 6, 0",
    "10, 1, 1, 5, 0, 0, 5, 5, 10, 0, 0, 0, 6, 0",
    "10, 1, 1, 5, 5, 0, 10, 10, 10, 0, 0, 0, 10, 0",
    "4, 1, 1, 2, 2, 0, 2, 2, 4, 0, 0, 1, 3, 0",
    // old versions go first, and nobody else shrinks while they are there
    "10, 1, 1, 0, 0, 1, 9, 9, 9, 2, 2, 0, 9, 0",
    "10, 1, 1, 2, 2, 1, 9, 9, 9, 3, 3, 2, 9, 0",
    "10, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 1, 5, 3",
    "10, 1, 1, 1, 1, 1, 9, 9, 9, 2, 0, 1, 9, 0",
    "4, 1, 1, 2, 0, 0, 2, 2, 4, 1, 1, 0, 2, 1",
    // everything broken: what is not available may go, the rest stays
    "10, 1, 1, 1, 0, 1, 10, 4, 9, 0, 0, 1, 9, 0",
    "10, 1, 1, 10, 8, 10, 3, 3, 0, 0, 0, 10, 1, 0",
    // one pod
    "1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0",
    "1, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0",
    "1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0",
    // nothing to do
    "4, 1, 1, 2, 2, 2, 2, 2, 2, 0, 0, 2, 2, 0",
    "0, 1, 1, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0",
  })
  void nextCounts(
      int replicas,
      int surge,
      int unavailable,
      int canaryWanted,
      int canaryAvailable,
      int canaryGoal,
      int stableWanted,
      int stableAvailable,
      int stableGoal,
      int oldWanted,
      int oldAvailable,
      int nextCanary,
      int nextStable,
      int nextOld) {
    List<ReplicaSet> others = new ArrayList<>();
    others.add(set("old", oldWanted, oldAvailable));
    List<Count> next =
        new ReplicaBudget(replicas, surge, unavailable)
            .next(
                new Count(set("canary", canaryWanted, canaryAvailable), canaryGoal),
                new Count(set("stable", stableWanted, stableAvailable), stableGoal),
                others);
    assertEquals(
        List.of(nextOld, nextCanary, nextStable), next.stream().map(Count::replicas).toList());
  }

  private static ReplicaSet set(String name, int wanted, int available) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withReplicas(wanted)
        .endSpec()
        .withNewStatus()
        .withReplicas(wanted)
        .withAvailableReplicas(available)
        .endStatus()
        .build();
  }
}
