package dev.serin.rollout.simulation;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import java.util.HashMap;
import java.util.Map;

/** What has to hold at every step of a simulation. */
final class Invariants {
  private static final int REPLICAS = 4;
  private static final int MAX_UNAVAILABLE = 1;
  private static final int MAX_SURGE = 1;

  private final SimulatedCluster cluster;
  private final boolean routed;
  private Map<String, Integer> stayingBefore = new HashMap<>();
  private int weightBefore;
  private int wantedBefore;

  Invariants(SimulatedCluster cluster, boolean routed) {
    this.cluster = cluster;
    this.routed = routed;
  }

  void same(Decision one, Decision other) {
    check(one.equals(other), "the same observation gives the same decision");
  }

  void before(Decision decision) {
    weightBefore = cluster.canaryWeight();
    stayingBefore = new HashMap<>();
    for (String name : cluster.replicaSetNames()) {
      stayingBefore.put(name, Math.min(cluster.wanted(name), cluster.available(name)));
    }
    wantedBefore = cluster.replicaSetNames().stream().mapToInt(cluster::wanted).sum();
    for (Action.Traffic action : decision.traffic()) {
      if (action instanceof Action.SetRouteWeights weights && weights.canaryWeight() > 0) {
        String hash = cluster.selected("cart-canary");
        check(
            cluster.available("cart-" + hash) > 0,
            "weight " + weights.canaryWeight() + " for a canary without available pods");
        check(
            weights.canaryWeight() <= weightBefore || !unhealthy(decision.status()),
            "an unhealthy canary gains weight");
      }
    }
    check(
        !decision.status().aborted()
            || cluster.canaryWeight() == 0
            || cluster.selected("cart-canary").equals(decision.status().stableRS())
            || decision.traffic().stream()
                .anyMatch(a -> a instanceof Action.SetRouteWeights w && w.canaryWeight() == 0)
            || decision.status().currentPodHash().equals(decision.status().stableRS())
            || !routed,
        "an abort moves the traffic in the same pass");
    boolean sawTraffic = true;
    for (Action action : decision.actions()) {
      check(sawTraffic || !(action instanceof Action.Traffic), "traffic comes first");
      sawTraffic = action instanceof Action.Traffic;
    }
  }

  void after(Decision decision, boolean once) {
    int weight = cluster.canaryWeight();
    check(weight >= 0 && weight <= 100, "weight " + weight);
    if (routed || !once) {
      return;
    }
    int stayed = 0;
    int staying = 0;
    for (String name : cluster.replicaSetNames()) {
      staying += stayingBefore.getOrDefault(name, 0);
      stayed += Math.min(cluster.wanted(name), stayingBefore.getOrDefault(name, 0));
    }
    check(
        stayed >= Math.min(staying, REPLICAS - MAX_UNAVAILABLE),
        "available pods fall from " + staying + " to " + stayed);
    int wanted = cluster.replicaSetNames().stream().mapToInt(cluster::wanted).sum();
    check(
        wanted <= Math.max(wantedBefore, REPLICAS + MAX_SURGE),
        "pods rise from " + wantedBefore + " to " + wanted);
  }

  void firstDeploymentIsStable() {
    RolloutStatus status = cluster.status();
    check(status.phase() == RolloutPhase.HEALTHY, "first deployment: " + status.message());
    check(cluster.selected("cart-stable").equals(status.stableRS()), "stable Service follows");
  }

  /** Everything has come to an end, one way or the other. */
  void atRest() {
    RolloutStatus status = cluster.status();
    String stable = String.valueOf(status.stableRS());
    boolean stableLacksPods = cluster.available("cart-" + stable) < REPLICAS;
    check(
        status.phase() == RolloutPhase.HEALTHY
            || status.phase() == RolloutPhase.DEGRADED
            || stableLacksPods,
        "at rest it is " + status.phase() + ": " + status.message());
    check(cluster.selected("cart-stable").equals(stable), "stable Service selects stable");
    boolean timedOut = String.valueOf(status.message()).contains("ProgressDeadlineExceeded");
    if (!timedOut) {
      check(!routed || cluster.canaryWeight() == 0, "weight at rest " + cluster.canaryWeight());
      check(cluster.wanted("cart-" + stable) == REPLICAS, "stable has its pods");
      check(cluster.selected("cart-canary").equals(stable), "canary Service selects stable");
      for (String name : cluster.replicaSetNames()) {
        check(
            name.equals("cart-" + stable) || cluster.wanted(name) == 0,
            name + " still has pods at rest");
      }
    }
    check(
        status.phase() != RolloutPhase.HEALTHY || stable.equals(status.currentPodHash()),
        "healthy means stable");
  }

  private boolean unhealthy(RolloutStatus status) {
    return !String.valueOf(status.currentPodHash()).equals(status.stableRS()) && status.aborted();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
