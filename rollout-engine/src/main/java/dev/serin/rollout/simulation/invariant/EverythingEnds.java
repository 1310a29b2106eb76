package dev.serin.rollout.simulation.invariant;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Decision;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

/**
 * Once nobody disturbs any more, every change and every rollback comes to its end: Healthy or
 * Degraded, all traffic and all pods on the stable version.
 */
final class EverythingEnds extends Invariant {
  EverythingEnds() {
    super("every change and every rollback ends");
  }

  @Override
  void atRest(Seen seen, Decision decision) {
    RolloutStatus status = seen.status();
    String stable = seen.stable();
    check(
        status.phase() == RolloutPhase.HEALTHY || status.phase() == RolloutPhase.DEGRADED,
        "at rest it is %s: %s",
        String.valueOf(status.phase()),
        String.valueOf(status.message()));
    check(
        status.phase() != RolloutPhase.HEALTHY || stable.equals(status.currentPodHash()),
        "it is Healthy, and stable is another version");
    String active = seen.selected(seen.stableService());
    // A version that took over and was replaced before it was judged stays until the next does, and
    // as long as stable lacks pods.
    boolean between =
        seen.is(Traits.Kind.BLUE_GREEN)
            && (!stable.equals(status.currentPodHash()) || seen.available(stable) < seen.replicas())
            && seen.wanted(active) == seen.replicas();
    // Users stay with pods that answer until those of stable do.
    boolean waits = seen.available(stable) == 0 && seen.available(active) > 0;
    check(active.equals(stable) || between || waits, "the stable Service selects %s", active);
    if (!String.valueOf(status.message()).contains("ProgressDeadlineExceeded")) {
      traffic(seen, stable);
      pods(seen, stable, active);
    }
  }

  private void traffic(Seen seen, String stable) {
    check(
        !seen.is(Traits.Kind.ROUTED) || seen.weight() <= uncarried(seen, stable),
        "weight %d is left",
        seen.weight());
    check(
        seen.traits().pingPong()
            || seen.weight() > 0
            || seen.is(Traits.Kind.BLUE_GREEN)
            || seen.selected(seen.canaryService()).equals(stable),
        "the canary Service does not select stable");
  }

  /** What pods of stable that do not come cannot carry: an abort leaves that much (0013). */
  private static int uncarried(Seen seen, String stable) {
    if (!seen.status().aborted() || seen.available(seen.selected(seen.canaryService())) == 0) {
      return 0;
    }
    int needed = Math.max(1, seen.replicas() - Traits.MARGIN);
    return Math.max(0, 100 - 100 * seen.available(stable) / needed);
  }

  private void pods(Seen seen, String stable, String active) {
    // Without a router, available pods of any version are kept while stable has too few; and they
    // may be as many as there may be.
    boolean lacking =
        seen.is(Traits.Kind.RATIO) && seen.available(stable) < seen.replicas() - Traits.MARGIN;
    boolean full =
        ReplicaSets.sum(seen.sets(), ReplicaSets::wanted) >= seen.replicas() + Traits.MARGIN;
    check(
        seen.wanted(stable) == seen.replicas() || (lacking && full),
        "stable is to have %d pods of %d",
        seen.wanted(stable),
        seen.replicas());
    for (ReplicaSet set : seen.sets()) {
      String version = ReplicaSets.hash(set);
      check(
          version.equals(stable)
              || ReplicaSets.wanted(set) == 0
              || lacking
              || version.equals(active)
              || (seen.weight() > 0 && version.equals(seen.selected(seen.canaryService())))
              || (seen.traits().stays()
                  && seen.status().aborted()
                  && version.equals(seen.status().currentPodHash())),
          "%s still has pods",
          version);
    }
  }
}
