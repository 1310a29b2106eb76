package dev.serin.rollout.replicas;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next step of a canary without traffic routing towards its pod counts.
 *
 * <p>Algorithm, with N = spec.replicas:
 *
 * <ol>
 *   <li>Up: there may be N + maxSurge pods in all (and never fewer than both goals together need);
 *       what is left goes to stable first, then to the canary.
 *   <li>Down: of the pods that are available, N − maxUnavailable have to stay; what is above may
 *       go, from old versions first, then from the canary, then from stable. Pods that are not
 *       available cost nothing, so they may always go.
 *   <li>While an old version still wants pods, canary and stable give up only pods that are not
 *       available. (Were they held whole, pods that never come up could take the room that stable
 *       needs to grow back, for ever.)
 * </ol>
 *
 * <p>Invariants: a ReplicaSet never moves beyond its goal; the sum of wanted pods does not grow
 * above the limit; the available pods that are kept do not fall below N − maxUnavailable.
 *
 * @param replicas N
 * @param maxSurge pods above N
 * @param maxUnavailable pods that may be missing
 */
public record ReplicaBudget(int replicas, int maxSurge, int maxUnavailable) {

  /** Wanted pods of one ReplicaSet. */
  public record Count(ReplicaSet replicaSet, int replicas) {}

  /**
   * The next counts.
   *
   * @param canary the canary, with its goal
   * @param stable the stable version, with its goal; null when it is the canary, or gone
   * @param others all others; their goal is 0
   * @return one count for each ReplicaSet
   */
  public List<Count> next(Count canary, @Nullable Count stable, List<ReplicaSet> others) {
    List<ReplicaSet> all = new ArrayList<>(others);
    all.add(canary.replicaSet());
    if (stable != null) {
      all.add(stable.replicaSet());
    }
    int goal = canary.replicas() + (stable == null ? 0 : stable.replicas());
    int up = Math.max(replicas + maxSurge, goal) - ReplicaSets.sum(all, ReplicaSets::wanted);
    int down = ReplicaSets.sum(all, ReplicaSets::availableToStay) - (replicas - maxUnavailable);

    List<Count> result = new ArrayList<>();
    for (ReplicaSet other : others) {
      Count next = shrink(new Count(other, 0), Math.max(0, down));
      down -= availableLost(next);
      result.add(next);
    }
    boolean othersGone = ReplicaSets.sum(others, ReplicaSets::wanted) == 0;
    int forStable = stable == null ? 0 : Math.min(Math.max(0, up), growth(stable));
    int forCanary = Math.min(Math.max(0, up - forStable), growth(canary));
    Count nextCanary = shrink(canary, othersGone ? Math.max(0, down) : 0);
    down -= availableLost(nextCanary);
    result.add(grow(nextCanary, forCanary));
    if (stable != null) {
      Count nextStable = shrink(stable, othersGone ? Math.max(0, down) : 0);
      result.add(grow(nextStable, forStable));
    }
    return result;
  }

  private static int growth(Count goal) {
    return Math.max(0, goal.replicas() - ReplicaSets.wanted(goal.replicaSet()));
  }

  private static Count hold(Count goal) {
    return new Count(goal.replicaSet(), ReplicaSets.wanted(goal.replicaSet()));
  }

  private static Count grow(Count count, int by) {
    return new Count(count.replicaSet(), count.replicas() + by);
  }

  /** Towards the goal, giving up all pods that are not available and so many that are. */
  private static Count shrink(Count goal, int availableToGo) {
    int wanted = ReplicaSets.wanted(goal.replicaSet());
    if (wanted <= goal.replicas()) {
      return hold(goal);
    }
    int least = ReplicaSets.availableToStay(goal.replicaSet()) - availableToGo;
    return new Count(goal.replicaSet(), Math.max(goal.replicas(), Math.min(wanted, least)));
  }

  private static int availableLost(Count next) {
    return Math.max(0, ReplicaSets.availableToStay(next.replicaSet()) - next.replicas());
  }
}
