package dev.serin.rollout.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/** What happens to the cluster beside the controller: failing pods, and others who write. */
final class Outsiders {
  private static final int KINDS = 12;
  private static final int MOST_PODS = 6;

  private final SimulatedCluster cluster;
  private final RandomGenerator random;
  private final History history;
  private final boolean routed;

  Outsiders(SimulatedCluster cluster, RandomGenerator random, History history, boolean routed) {
    this.cluster = cluster;
    this.random = random;
    this.history = history;
    this.routed = routed;
  }

  /** Something may happen. */
  void act() {
    switch (random.nextInt(KINDS)) {
      case 0 -> crash(Integer.MAX_VALUE);
      case 1 -> crash(1);
      case 2 -> seize();
      case 3 -> scale();
      case 4 -> annotate();
      default -> {}
    }
  }

  /** Somebody else changes the Rollout, so that writes on what was seen before are conflicts. */
  void annotate() {
    cluster.operate(
        rollout -> rollout.getMetadata().getAnnotations().put("shop.example/seen", "yes"));
  }

  private void crash(int pods) {
    String name = anyReplicaSet();
    history.note("cluster", (pods == 1 ? "a pod of " : "all pods of ") + name + " fail");
    cluster.crash(name, pods);
  }

  private void seize() {
    if (routed) {
      int weight = random.nextInt(101);
      cluster.seizeWeight(weight);
      history.note("outsider", "sets the weight of the canary to " + weight + " %");
    }
  }

  private void scale() {
    String name = anyReplicaSet();
    int replicas = random.nextInt(MOST_PODS + 1);
    history.note("outsider", "scales %s to %d pods".formatted(name, replicas));
    cluster.scale(name, replicas);
  }

  private String anyReplicaSet() {
    List<String> names = cluster.replicaSetNames();
    return names.get(random.nextInt(names.size()));
  }
}
