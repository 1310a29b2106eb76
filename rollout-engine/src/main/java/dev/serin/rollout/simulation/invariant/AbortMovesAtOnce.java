package dev.serin.rollout.simulation.invariant;

import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;

/** A pass that knows of an abort moves the traffic, before anything else and as stable carries. */
final class AbortMovesAtOnce extends Invariant {
  AbortMovesAtOnce() {
    super("an abort moves the traffic at once");
  }

  @Override
  void decided(Seen seen, Decision decision) {
    boolean traffic = true;
    for (Action action : decision.actions()) {
      check(traffic || !(action instanceof Action.Traffic), "traffic does not come first");
      traffic = action instanceof Action.Traffic;
    }
    RolloutStatus status = decision.status();
    if (seen.is(Traits.Kind.ROUTED) && Seen.unhealthy(status)) {
      String stable = String.valueOf(status.stableRS());
      int carried = 100 * seen.available(stable) / Math.max(1, seen.replicas() - Traits.MARGIN);
      int left = seen.weightAfter(decision);
      check(
          left <= Math.max(0, 100 - carried) || seen.selected(seen.canaryService()).equals(stable),
          "weight %d is left, although stable carries %d",
          left,
          carried);
    }
  }
}
