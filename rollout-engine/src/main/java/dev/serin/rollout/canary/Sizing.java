package dev.serin.rollout.canary;

import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Scaling;
import dev.serin.rollout.replicas.ReplicaBudget;
import dev.serin.rollout.replicas.ReplicaBudget.Count;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.replicas.WeightedReplicas;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many pods each version gets.
 *
 * <p>Algorithm with a router, N = spec.replicas:
 *
 * <ol>
 *   <li>Stable: N; with dynamicStableScale what the greatest of its wanted and its observed share,
 *       and of what the current version does not get, needs, and N on the way back. Nothing to
 *       replace: the current version N, others after scaleDownDelay.
 *   <li>Canary: what setCanaryScale says, else what the greater of the wanted and the observed
 *       weight needs; N once the steps are over.
 *   <li>Aborted: the canary stays as it is for abortScaleDownDelay (its pods serve requests under
 *       way, and a retry is quick), then it goes. With dynamicStableScale and no such delay it
 *       shrinks as its weight does.
 *   <li>A version in between (a canary that was itself replaced) goes once it gets no traffic.
 * </ol>
 *
 * Without a router: {@link WeightedReplicas} says where to go, {@link ReplicaBudget} how far in
 * this pass.
 *
 * <p>Invariant: a version that gets traffic is not scaled down below what its weight needs, unless
 * setCanaryScale says so for the weight of the steps.
 */
final class Sizing {
  private Sizing() {}

  static void plan(Situation s, Draft d) {
    keepActive(s, d);
    if (s.settings().routed()) {
      routed(s, d);
    } else {
      unrouted(s, d);
    }
  }

  /** Versions in use have no deadline. */
  private static void keepActive(Situation s, Draft d) {
    ReplicaSet current = s.current();
    ReplicaSet stable = s.versions().stable();
    if (!d.status().aborted() || ReplicaSets.same(stable, current)) {
      Scaling.removeDeadline(d, current);
    }
    if (stable != null && !ReplicaSets.same(stable, current) && !Lifecycle.stable(s, d)) {
      Scaling.removeDeadline(d, stable);
    }
  }

  private static void routed(Situation s, Draft d) {
    int all = s.settings().replicas();
    ReplicaSet current = s.current();
    ReplicaSet stable = s.versions().stable();
    if (Lifecycle.underWay(s, d)) {
      Scaling.scale(s, d, stable, stablePods(s, d));
      if (d.status().aborted()) {
        aborted(s, d, current);
      } else {
        Scaling.scale(s, d, current, stable == null ? all : canaryPods(s, d));
      }
      s.versions().others().forEach(set -> retireBetween(set, s, d));
      return;
    }
    Scaling.scale(s, d, current, all);
    if (Lifecycle.stable(s, d)) {
      List<ReplicaSet> idle = new ArrayList<>(s.versions().others());
      if (stable != null && !ReplicaSets.same(stable, current)) {
        idle.add(0, stable);
      }
      if (s.settings().dynamicStable()) {
        idle.forEach(set -> Scaling.retire(s, d, set, Optional.of(Duration.ZERO)));
      } else {
        Scaling.retireOld(s, d, idle);
      }
    }
  }

  private static int stablePods(Situation s, Draft d) {
    CanarySettings settings = s.settings();
    if (!settings.dynamicStable() || d.status().aborted()) {
      return settings.replicas();
    }
    int wanted =
        d.status().fullPromotion() ? settings.maxWeight() : settings.weightAt(Lifecycle.index(d));
    int carried = Math.min(wanted, share(s.versions().hash(), s));
    int needed = Math.max(settings.maxWeight() - carried, share(stable(d), s));
    // Its Service still selects it, and not every proxy may know yet that it gets nothing.
    return Math.max(Math.min(1, settings.replicas()), settings.routedPods(needed));
  }

  private static int canaryPods(Situation s, Draft d) {
    CanarySettings settings = s.settings();
    if (d.status().fullPromotion()) {
      return settings.replicas();
    }
    int index = Lifecycle.index(d);
    int wanted = settings.canaryPods(index);
    int share = share(s.versions().hash(), s);
    int needed = settings.routedPods(share);
    if (settings.scaleAt(index).isEmpty()) {
      return Math.max(wanted, needed);
    }
    // What it gets beyond the weight of the steps goes first, and then the pods.
    return share > settings.weightAt(index)
        ? Math.max(wanted, Math.min(needed, ReplicaSets.wanted(s.current())))
        : wanted;
  }

  private static void aborted(Situation s, Draft d, @Nullable ReplicaSet canary) {
    CanarySettings settings = s.settings();
    boolean never = settings.change().abortScaleDownDelay().isEmpty();
    if (settings.dynamicStable() && !settings.keepsAborted() && !never) {
      int needed = settings.routedPods(share(s.versions().hash(), s));
      if (needed == 0) {
        Scaling.retire(s, d, canary, Optional.of(Duration.ZERO));
      } else if (needed < ReplicaSets.wanted(canary)) {
        Scaling.scale(s, d, canary, needed);
      }
    } else {
      Scaling.retire(s, d, canary, settings.change().abortScaleDownDelay());
    }
  }

  /**
   * The share of a version as it is observed, whoever has set it: that of each side that is this
   * version.
   */
  private static int share(String hash, Situation s) {
    int canary = s.split().canaryWeight();
    return (s.split().stableTargets().contains(hash) ? s.settings().maxWeight() - canary : 0)
        + (s.split().canaryTargets().contains(hash) ? canary : 0);
  }

  private static String stable(Draft d) {
    String stable = d.status().stableRS();
    return stable == null ? "" : stable;
  }

  private static void retireBetween(ReplicaSet set, Situation s, Draft d) {
    boolean waits = ReplicaSets.deadline(set).isPresent();
    Duration delay = waits ? s.change().scaleDownDelay() : Duration.ZERO;
    Scaling.retire(s, d, set, Optional.of(delay));
  }

  private static void unrouted(Situation s, Draft d) {
    ReplicaSet current = s.current();
    if (current == null) {
      return;
    }
    CanarySettings settings = s.settings();
    boolean underWay = Lifecycle.underWay(s, d) && s.versions().stable() != null;
    int weight =
        d.status().aborted()
            ? 0
            : d.status().fullPromotion() ? 100 : settings.weightAt(Lifecycle.index(d));
    WeightedReplicas goal =
        WeightedReplicas.of(settings.replicas(), underWay ? weight : 100, settings.maxSurge() > 0);
    ReplicaSet stable = s.versions().stable();
    List<ReplicaSet> others = new ArrayList<>(s.versions().others());
    if (!underWay && stable != null && !ReplicaSets.same(stable, current)) {
      others.add(stable);
    }
    new ReplicaBudget(settings.replicas(), settings.maxSurge(), settings.change().maxUnavailable())
        .next(
            new Count(current, goal.canary()),
            underWay && stable != null ? new Count(stable, goal.stable()) : null,
            others)
        .forEach(count -> Scaling.scale(s, d, count.replicaSet(), count.replicas()));
  }
}
