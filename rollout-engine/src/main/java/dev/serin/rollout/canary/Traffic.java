package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.rollout.Action.PointService;
import dev.serin.rollout.Action.SetRouteWeights;
import dev.serin.rollout.status.Reasons;
import java.util.List;
import java.util.Map;

/**
 * Where the traffic goes.
 *
 * <p>Algorithm, with w the weight of the current step and o the one that the routes have now:
 *
 * <ol>
 *   <li>Aborted: weight 0, canary Service to the stable version. Nothing else is looked at: not the
 *       availability of stable, not what else has to be done.
 *   <li>The current version is stable: stable Service there; as soon as it is seen there, weight 0
 *       and the canary Service there too. So after a promotion the traffic moves from the canary
 *       Service to a stable Service that has the same pods already.
 *   <li>First deployment: Services select all pods, weight 0.
 *   <li>Under way: the canary Service goes to the current version once that has an available pod
 *       and the weight is 0; the weight goes to w once the Service is seen there and the pods that
 *       w needs are available. Until then it stays o.
 * </ol>
 *
 * <p>Invariants: the weight is never above 0 when the canary has no available pod or its Service
 * selects another version that is not stable; it never rises while the rollout is paused by an
 * operator, waits for somebody to judge an analysis, or lacks its run in the background; it goes
 * down at any time.
 */
final class Traffic {
  private Traffic() {}

  static void plan(Situation s, Draft d) {
    String stable = d.status().stableRS();
    if (stable == null || stable.isEmpty()) {
      weigh(0, "", s, d);
      return;
    }
    if (Lifecycle.stable(s, d)) {
      point(s.split().stableService(), s.split().stableSelects(), stable, s, d);
      point(s.split().canaryService(), settledCanary(s, stable), stable, s, d);
      weigh(promoting(s, stable) ? s.split().canaryWeight() : 0, stable, s, d);
    } else if (d.status().aborted()) {
      weigh(0, stable, s, d);
      point(s.split().canaryService(), s.split().canarySelects(), stable, s, d);
      point(s.split().stableService(), s.split().stableSelects(), stable, s, d);
    } else {
      underWay(stable, s, d);
    }
  }

  private static void underWay(String stable, Situation s, Draft d) {
    String hash = s.versions().hash();
    point(s.split().stableService(), s.split().stableSelects(), stable, s, d);
    int observed = s.split().canaryWeight();
    if (observed == 0 && s.currentAvailable() > 0) {
      point(s.split().canaryService(), s.split().canarySelects(), hash, s, d);
    }
    weigh(target(observed, s, d), stable, s, d);
  }

  private static int target(int observed, Situation s, Draft d) {
    boolean there = s.split().canarySelects().equals(s.versions().hash());
    if (!there || s.currentAvailable() == 0) {
      return 0;
    }
    if (d.status().fullPromotion()) {
      return observed;
    }
    int wanted = s.settings().weightAt(Lifecycle.index(d));
    boolean held =
        s.settings().paused()
            || Steps.pausedBy(d, Steps.INCONCLUSIVE)
            || Analyses.awaitsBackground(s, d);
    boolean carried = s.currentAvailable() >= s.settings().routedPods(wanted);
    return wanted <= observed || (carried && !held) ? wanted : observed;
  }

  /**
   * The routes still point at the new version's canary Service, the stable one has not followed.
   */
  private static boolean promoting(Situation s, String stable) {
    return !s.split().stableService().isEmpty()
        && !s.split().stableSelects().equals(stable)
        && s.split().canarySelects().equals(stable);
  }

  /** What the canary Service is taken to select: it follows only when it gets no traffic. */
  private static String settledCanary(Situation s, String stable) {
    return s.split().canarySelects().isEmpty() && s.split().canaryWeight() > 0
        ? stable
        : s.split().canarySelects();
  }

  private static void point(String service, String selects, String hash, Situation s, Draft d) {
    if (service.isEmpty()
        || selects.equals(hash)
        || !s.observation().services().containsKey(service)) {
      return;
    }
    d.act(new PointService(service, hash, s.rollout().getMetadata().getName()));
    d.event(
        Reasons.SWITCH_SERVICE,
        "Switched selector for service '%s' from '%s' to '%s'".formatted(service, selects, hash));
    d.progressed();
  }

  private static void weigh(int weight, String stable, Situation s, Draft d) {
    if (!s.settings().routed()) {
      return;
    }
    List<SetRouteWeights> changes = s.split().changesTo(weight);
    int before = s.split().canaryWeight();
    changes.forEach(d::act);
    if (!changes.isEmpty() && before != weight) {
      d.event(
          Reasons.TRAFFIC_WEIGHT_UPDATED,
          "Traffic weight updated from %d to %d".formatted(before, weight));
      d.progressed();
    }
    note(weight, stable, s, d);
  }

  private static void note(int weight, String stable, Situation s, Draft d) {
    CanaryStatus canary = d.status().canary();
    TrafficWeights weights =
        new TrafficWeights(
            new WeightDestination(
                weight,
                s.settings().canaryService(),
                d.status().aborted() ? stable : s.versions().hash(),
                Map.of()),
            new WeightDestination(100 - weight, s.settings().stableService(), stable, Map.of()),
            List.of(),
            null,
            Map.of());
    CanaryStatus base =
        canary == null
            ? new CanaryStatus(null, null, null, null, null, List.of(), Map.of())
            : canary;
    d.update(
        b ->
            b.canary(
                new CanaryStatus(
                    base.currentStepAnalysisRunStatus(),
                    base.currentBackgroundAnalysisRunStatus(),
                    base.currentExperiment(),
                    weights,
                    base.stablePingPong(),
                    base.stepPluginStatuses(),
                    base.unknown())));
  }
}
