package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.rollout.Action.PointService;
import dev.serin.rollout.Action.SetRouteWeights;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Reasons;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Map;

/**
 * Where the traffic goes.
 *
 * <p>Algorithm, with w the weight of the current step and o the one that the routes have now:
 *
 * <ol>
 *   <li>Aborted: weight 0 and then the canary Service to the stable version, as far as the pods of
 *       the stable version carry it: so much moves now, and more as they come. Nothing else is
 *       looked at.
 *   <li>The current version is stable: stable Service there; as soon as it is seen there, weight 0
 *       and the canary Service there too. So after a promotion the traffic moves from the canary
 *       Service to a stable Service that has the same pods already. On the way back to a stable
 *       version its pods have to carry it, as for an abort.
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
      goBack(promoting(s, stable) ? s.split().canaryWeight() : 0, stable, s, d);
    } else if (d.status().aborted()) {
      goBack(0, stable, s, d);
      point(s.split().stableService(), s.split().stableSelects(), stable, s, d);
    } else {
      underWay(stable, s, d);
    }
  }

  /** Everything to the stable version but a weight, as far as its pods carry it. */
  private static void goBack(int weight, String stable, Situation s, Draft d) {
    String canary = s.split().canarySelects();
    int left = canary.equals(stable) ? weight : Math.max(weight, uncarried(s));
    weigh(left, stable, s, d);
    // A Service that gets traffic takes all of it along.
    if (s.settings().pingPong().isEmpty() && (left == 0 || canary.isEmpty())) {
      point(s.split().canaryService(), settledCanary(s, stable), stable, s, d);
    }
  }

  /** The weight that the pods of the stable version do not carry; not more than there is. */
  private static int uncarried(Situation s) {
    ReplicaSet stable = s.versions().stable();
    int needed = Math.max(1, s.settings().replicas() - s.settings().change().maxUnavailable());
    int max = s.settings().maxWeight();
    int carried = (int) Math.min(max, (long) max * ReplicaSets.available(stable) / needed);
    return s.settings().replicas() == 0 || !answers(s.split().canarySelects(), s)
        ? 0
        : Math.min(s.split().canaryWeight(), max - carried);
  }

  /** Whether a version has an available pod. */
  private static boolean answers(String hash, Situation s) {
    return s.observation().replicaSets().stream()
        .anyMatch(set -> ReplicaSets.hash(set).equals(hash) && ReplicaSets.available(set) > 0);
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
      return fullPromotion(observed, s);
    }
    int index = Lifecycle.index(d);
    int wanted = s.settings().weightAt(index);
    boolean held =
        s.settings().paused() || Pauses.byJudgement(d) || Analyses.awaitsBackground(s, d);
    boolean carried = s.settings().enough(s.currentAvailable(), s.settings().canaryPods(index));
    return wanted <= observed || (carried && !held) ? wanted : observed;
  }

  /** As it is until the promotion; where stable shrinks, as much as the canary's pods carry. */
  private static int fullPromotion(int observed, Situation s) {
    int replicas = s.settings().replicas();
    if (!s.settings().dynamicStable() || replicas == 0 || s.settings().paused()) {
      return observed;
    }
    int carried = s.settings().maxWeight() * s.currentAvailable() / replicas;
    return Math.max(observed, Math.min(s.settings().maxWeight(), carried));
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
    TrafficWeights weights =
        new TrafficWeights(
            new WeightDestination(
                weight, s.settings().canaryService(), s.versions().hash(), Map.of()),
            new WeightDestination(
                s.settings().maxWeight() - weight, s.settings().stableService(), stable, Map.of()),
            List.of(),
            null,
            Map.of());
    CanaryStatus canary = d.status().canary();
    CanaryStatus base = canary == null ? CanaryStatus.empty() : canary;
    d.update(b -> b.canary(base.withWeights(weights)));
  }
}
