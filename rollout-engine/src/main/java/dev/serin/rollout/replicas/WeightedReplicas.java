package dev.serin.rollout.replicas;

import java.util.ArrayList;
import java.util.List;

/**
 * How many pods stand for a weight when nothing but the number of pods splits the traffic.
 *
 * <p>Algorithm (Argo's):
 *
 * <ol>
 *   <li>Candidates are N·w/100 rounded up and rounded down, out of N pods and, when surge is
 *       allowed, out of N+1.
 *   <li>Rounding down is no candidate when both are equally far away (the larger canary wins), nor
 *       when it gives no canary at all although 0 &lt; w &lt; 100, except for one pod without
 *       surge.
 *   <li>Under the same condition, rounding up is no candidate when it leaves no stable pod.
 *   <li>The candidate whose share is nearest to the weight wins; of equals the first.
 * </ol>
 *
 * @param canary pods of the canary
 * @param stable pods of the stable version
 */
public record WeightedReplicas(int canary, int stable) {

  private record Candidate(int canary, int total) {
    double distance(int weight) {
      return Math.abs(100.0 * canary / total - weight);
    }
  }

  /**
   * The pods for a weight.
   *
   * @param replicas N
   * @param weight w, 0..100
   * @param surgeAllowed whether there may be more pods than N
   */
  public static WeightedReplicas of(int replicas, int weight, boolean surgeAllowed) {
    if (replicas == 0) {
      return new WeightedReplicas(0, 0);
    }
    boolean oneSideAllowed = weight == 0 || weight == 100 || (replicas == 1 && !surgeAllowed);
    int up = (replicas * weight + 99) / 100;
    int down = replicas * weight / 100;
    List<Candidate> candidates = new ArrayList<>();
    for (int total = replicas; total <= replicas + (surgeAllowed ? 1 : 0); total++) {
      if (up < total || oneSideAllowed) {
        candidates.add(new Candidate(up, total));
      }
      boolean tied = total * weight * 2 % 200 == 100;
      boolean onlyWayDown = candidates.isEmpty() && total == replicas && !surgeAllowed;
      if ((!tied || onlyWayDown) && (down > 0 || oneSideAllowed)) {
        candidates.add(new Candidate(down, total));
      }
    }
    Candidate best = candidates.get(0);
    for (Candidate candidate : candidates) {
      if (candidate.distance(weight) < best.distance(weight)) {
        best = candidate;
      }
    }
    return new WeightedReplicas(best.canary(), best.total() - best.canary());
  }
}
