package dev.serin.rollout.simulation;

import dev.serin.argo.rollout.AnalysisRunReference;
import dev.serin.argo.rollout.CanaryStatus;
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
  private final RandomSpec spec;
  private final boolean routed;
  private Map<String, Integer> stayingBefore = new HashMap<>();
  private int weightBefore;
  private int wantedBefore;

  Invariants(SimulatedCluster cluster, RandomSpec spec) {
    this.cluster = cluster;
    this.spec = spec;
    this.routed = spec.kind() == RandomSpec.Kind.ROUTED;
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
    weights(decision);
    pods(decision);
    runs(decision);
    abort(decision);
    active(decision);
    boolean sawTraffic = true;
    for (Action action : decision.actions()) {
      check(sawTraffic || !(action instanceof Action.Traffic), "traffic comes first");
      sawTraffic = action instanceof Action.Traffic;
    }
  }

  /** An abort moves at once what the pods of stable carry. */
  private void abort(Decision decision) {
    RolloutStatus status = decision.status();
    String stable = String.valueOf(status.stableRS());
    if (!routed || !status.aborted() || stable.equals(status.currentPodHash())) {
      return;
    }
    int carried = 100 * cluster.available("cart-" + stable) / (REPLICAS - MAX_UNAVAILABLE);
    int meant = weightBefore;
    for (Action.Traffic action : decision.traffic()) {
      meant = action instanceof Action.SetRoute set ? set.goal().canaryWeight() : meant;
    }
    check(
        meant <= Math.max(0, 100 - carried)
            || cluster.selected(cluster.canaryService()).equals(stable),
        "an abort moves the traffic in the same pass");
  }

  /** All users are only ever given a version that has all of its pods, or the stable one. */
  private void active(Decision decision) {
    for (Action.Traffic action : decision.traffic()) {
      if (spec.kind() == RandomSpec.Kind.BLUE_GREEN
          && action instanceof Action.PointService point
          && point.service().equals("cart-stable")) {
        String hash = point.podTemplateHash();
        boolean back = decision.status().aborted() && hash.equals(decision.status().stableRS());
        int available = cluster.available("cart-" + hash);
        check(
            available == REPLICAS || (back && available > 0),
            "the active Service is given " + hash + " with " + available + " pods");
        check(back || !unhealthy(decision.status()), "an unhealthy version is given all users");
      }
    }
  }

  /** The weight that is meant to be there after the pass, and the pods that are to carry it. */
  private void weights(Decision decision) {
    String selected = cluster.selected(cluster.canaryService());
    int available = cluster.available("cart-" + selected);
    int meant = weightBefore;
    for (Action.Traffic action : decision.traffic()) {
      if (action instanceof Action.SetRoute set) {
        meant = set.goal().canaryWeight();
      }
    }
    check(
        meant == 0 || available > 0 || selected.equals(decision.status().stableRS()),
        "weight " + meant + " for a canary without available pods");
    if (meant > weightBefore) {
      check(
          !spec.carried() || available >= (REPLICAS * meant + 99) / 100,
          "weight rises to " + meant + " with " + available + " pods");
      check(!unhealthy(decision.status()), "an unhealthy canary gains weight");
    }
  }

  /** With a router, what gets traffic keeps its pods. */
  private void pods(Decision decision) {
    for (Action action : decision.others()) {
      if (routed && action instanceof Action.ScaleReplicaSet scale && scale.replicas() == 0) {
        String hash = scale.replicaSet().substring("cart-".length());
        check(
            (!hash.equals(cluster.selected(cluster.stableService()))
                    || (spec.pingPong() && weightBefore == 100))
                && !(hash.equals(cluster.selected(cluster.canaryService())) && weightBefore > 0),
            scale.replicaSet() + " gets traffic and loses its pods");
      }
    }
  }

  /** A run that the change under way depends on is not ended. */
  private void runs(Decision decision) {
    RolloutStatus status = decision.status();
    CanaryStatus canary = status.canary();
    AnalysisRunReference run = canary == null ? null : canary.currentBackgroundAnalysisRunStatus();
    if (run == null || status.aborted() || status.fullPromotion()) {
      return;
    }
    for (Action action : decision.others()) {
      check(
          !(action instanceof Action.TerminateAnalysisRun terminate)
              || !terminate.analysisRun().equals(run.name()),
          run.name() + " is needed and terminated");
    }
  }

  void after(Decision decision, boolean once) {
    int weight = cluster.canaryWeight();
    check(weight >= 0 && weight <= 100, "weight " + weight);
    if (spec.kind() != RandomSpec.Kind.RATIO || !once) {
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
    check(
        cluster.selected(cluster.stableService()).equals(status.stableRS()),
        "stable Service follows");
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
    String active = cluster.selected(cluster.stableService());
    // A version that took over and was replaced before it was judged stays until the next does.
    boolean between =
        spec.kind() == RandomSpec.Kind.BLUE_GREEN && !stable.equals(status.currentPodHash());
    check(
        active.equals(stable) || (between && cluster.wanted("cart-" + active) == REPLICAS),
        "stable Service selects stable");
    boolean timedOut = String.valueOf(status.message()).contains("ProgressDeadlineExceeded");
    if (!timedOut) {
      check(!routed || cluster.canaryWeight() == 0, "weight at rest " + cluster.canaryWeight());
      check(cluster.wanted("cart-" + stable) == REPLICAS, "stable has its pods");
      check(
          spec.pingPong()
              || spec.kind() == RandomSpec.Kind.BLUE_GREEN
              || cluster.selected(cluster.canaryService()).equals(stable),
          "canary Service selects stable");
      for (String name : cluster.replicaSetNames()) {
        check(
            name.equals("cart-" + stable)
                || cluster.wanted(name) == 0
                || name.equals("cart-" + active)
                || (spec.stays() && status.aborted()),
            name + " still has pods at rest");
      }
    }
    check(cluster.world().experiments().pods() == 0, "an experiment still has pods at rest");
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
