package dev.serin.rollout.simulation.invariant;

import dev.serin.rollout.Decision;
import java.util.Map;

/**
 * Scaling keeps the number of available pods within the bounds: without a router, at least replicas
 * − maxUnavailable of them stay, and not more than replicas + maxSurge are wanted; with one, each
 * version keeps what its share of the traffic needs, less maxUnavailable.
 */
final class AvailableWithinBounds extends Invariant {
  AvailableWithinBounds() {
    super("available pods within the bounds");
  }

  @Override
  void decided(Seen seen, Decision decision) {
    Map<String, Integer> wanted = seen.wantedAfter(decision);
    switch (seen.traits().kind()) {
      case RATIO -> ratio(seen, wanted);
      case ROUTED -> {
        share(seen, seen.selected(seen.stableService()), 100 - seen.weight(), decision, wanted);
        share(seen, seen.selected(seen.canaryService()), seen.weight(), decision, wanted);
      }
      case BLUE_GREEN -> share(seen, seen.selected("cart-stable"), 100, decision, wanted);
    }
  }

  private void ratio(Seen seen, Map<String, Integer> wanted) {
    int staying = 0;
    int stay = 0;
    int before = 0;
    int after = 0;
    for (Map.Entry<String, Integer> set : wanted.entrySet()) {
      int available = Math.min(seen.wanted(set.getKey()), seen.available(set.getKey()));
      staying += available;
      stay += Math.min(set.getValue(), available);
      before += seen.wanted(set.getKey());
      after += set.getValue();
    }
    check(
        stay >= Math.min(staying, seen.replicas() - Traits.MARGIN),
        "they fall from %d to %d, of %d",
        staying,
        stay,
        seen.replicas());
    check(
        after <= Math.max(before, seen.replicas() + Traits.MARGIN),
        "they are to rise from %d to %d, of %d",
        before,
        after,
        seen.replicas());
  }

  /** What a version that gets a share keeps, as long as that share is not taken away before. */
  private void share(
      Seen seen, String version, int weight, Decision decision, Map<String, Integer> wanted) {
    boolean first = decision.status().stableRS() == null || version.isEmpty();
    if (first || weight == 0 || seen.set(version) == null) {
      return;
    }
    int staying = Math.min(seen.wanted(version), seen.available(version));
    int needed = (seen.replicas() * weight + 99) / 100 - Traits.MARGIN;
    int stay = Math.min(wanted.getOrDefault(version, 0), staying);
    check(
        stay >= Math.min(staying, needed) && (stay > 0 || staying == 0),
        "%s has %d %% of the traffic, and falls from %d to %d pods of %d",
        version,
        weight,
        staying,
        stay,
        seen.replicas());
  }
}
