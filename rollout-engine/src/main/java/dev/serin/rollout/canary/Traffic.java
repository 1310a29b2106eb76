package dev.serin.rollout.canary;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.rollout.Action;
import dev.serin.rollout.Action.PointService;
import dev.serin.rollout.Action.SetRouteWeights;
import dev.serin.rollout.contest.Contest;
import dev.serin.rollout.contest.FieldOwners;
import dev.serin.rollout.contest.TrafficWrites;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Reasons;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 *   <li>What somebody else has changed is set back, within the bounds of {@link Contest}. When it
 *       is the canary Service's selector, weights stay until it is back: it selects all pods
 *       meanwhile, and all of them serve.
 * </ol>
 *
 * <p>Invariants: the weight is never above 0 when the canary has no available pod or its Service
 * selects another version that is not stable; it never rises while the rollout is paused by an
 * operator, waits for somebody to judge an analysis, or lacks its run in the background, nor on
 * counts of pods that are older than the last scaling; it goes down at any time.
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
    if (takenOver(s, d)) {
      point(s.split().canaryService(), s.split().canarySelects(), hash, s, d);
      return;
    }
    if (observed == 0 && s.currentAvailable() > 0 && ReplicaSets.settled(s.current())) {
      point(s.split().canaryService(), s.split().canarySelects(), hash, s, d);
    }
    weigh(target(observed, s, d), stable, s, d);
  }

  /** Takes the traffic from a canary without a pod or a Service, and does nothing else. */
  static void leaveWhatCannotServe(Situation s, Draft d) {
    String stable = d.status().stableRS();
    if (stable != null
        && Lifecycle.underWay(s, d)
        && s.split().canaryWeight() > 0
        && !canServe(s)) {
      weigh(0, stable, s, d);
    }
  }

  private static boolean canServe(Situation s) {
    return s.split().canarySelects().equals(s.versions().hash()) && s.currentAvailable() > 0;
  }

  private static int target(int observed, Situation s, Draft d) {
    if (!canServe(s)) {
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
    boolean carried =
        s.currentAvailable() >= s.settings().routedPods(wanted) && ReplicaSets.settled(s.current());
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

  /** Somebody else has taken the version out of the canary Service's selector, in mid-canary. */
  private static boolean takenOver(Situation s, Draft d) {
    return s.split().canarySelects().isEmpty()
        && s.currentAvailable() > 0
        && noted(d).filter(weight -> weight > 0).isPresent()
        && Optional.ofNullable(s.observation().services().get(s.split().canaryService()))
            .flatMap(FieldOwners::foreign)
            .isPresent();
  }

  private static void point(String name, String selects, String hash, Situation s, Draft d) {
    Service service = s.observation().services().get(name);
    if (name.isEmpty() || selects.equals(hash) || service == null) {
      return;
    }
    String rollout = s.rollout().getMetadata().getName();
    boolean adopted = ReplicaSets.annotation(service, ArgoNames.MANAGED_BY).equals(rollout);
    PointService action = new PointService(name, hash, rollout);
    if (adopted && FieldOwners.foreign(service).isPresent()) {
      restore(service, action, s, d);
      return;
    }
    d.act(action);
    d.event(
        Reasons.SWITCH_SERVICE,
        "Switched selector for service '%s' from '%s' to '%s'".formatted(name, selects, hash));
    d.progressed();
  }

  private static void weigh(int weight, String stable, Situation s, Draft d) {
    if (!s.settings().routed()) {
      return;
    }
    int before = noted(d).orElse(s.split().canaryWeight());
    boolean decided = before != weight;
    for (TrafficSplit.Route route : s.split().routes()) {
      Optional<SetRouteWeights> change = s.split().changeTo(route, weight);
      if (change.isPresent() && !decided && FieldOwners.foreign(route.object()).isPresent()) {
        restore(route.object(), change.get(), s, d);
      } else {
        change.ifPresent(d::act);
      }
    }
    if (decided) {
      d.event(
          Reasons.TRAFFIC_WEIGHT_UPDATED,
          "Traffic weight updated from %d to %d".formatted(before, weight));
      d.progressed();
    }
    note(weight, stable, s, d);
  }

  /** Sets back what somebody else has changed: not too often, and without saying it each time. */
  private static void restore(HasMetadata object, Action action, Situation s, Draft d) {
    TrafficWrites writes = s.observation().writes();
    Optional<Instant> held = Contest.heldUntil(writes, FieldOwners.describe(object), s.now());
    if (held.isPresent()) {
      d.wakeAt(held.get());
      return;
    }
    d.act(action);
    if (!Conditions.isTrue(d.status().conditions(), Conditions.TRAFFIC_CONTESTED)) {
      d.event(
          Reasons.TRAFFIC_RESTORED,
          "Set %s back, which %s had changed"
              .formatted(FieldOwners.describe(object), FieldOwners.foreign(object).orElse("")));
    }
  }

  /** The canary's weight that was decided last; empty when none was. */
  private static Optional<Integer> noted(Draft d) {
    CanaryStatus canary = d.status().canary();
    TrafficWeights weights = canary == null ? null : canary.weights();
    WeightDestination destination = weights == null ? null : weights.canary();
    return Optional.ofNullable(destination).map(WeightDestination::weight);
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
