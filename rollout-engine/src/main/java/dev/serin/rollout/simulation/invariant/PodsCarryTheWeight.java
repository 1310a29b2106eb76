package dev.serin.rollout.simulation.invariant;

import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;

/**
 * Traffic goes only where pods are: a weight above 0 to a version with available pods, a higher one
 * to as many as carry it, and all users of a blue/green switch to a version that has all of its
 * pods.
 */
final class PodsCarryTheWeight extends Invariant {
  PodsCarryTheWeight() {
    super("pods carry the weight");
  }

  @Override
  void decided(Seen seen, Decision decision) {
    if (seen.is(Traits.Kind.BLUE_GREEN)) {
      switches(seen, decision);
    } else {
      weights(seen, decision);
      services(seen, decision);
    }
  }

  private void weights(Seen seen, Decision decision) {
    String selected = seen.selected(seen.canaryService());
    int available = seen.available(selected);
    int before = seen.weight();
    int after = seen.weightAfter(decision);
    check(
        after == 0 || available > 0 || selected.equals(decision.status().stableRS()),
        "weight %d for a canary without available pods",
        after);
    check(
        after <= before
            || !seen.traits().carried()
            || available >= (seen.replicas() * after + 99) / 100,
        "the weight rises from %d to %d with %d pods of %d",
        before,
        after,
        available,
        seen.replicas());
  }

  private void services(Seen seen, Decision decision) {
    for (Action.Traffic action : decision.traffic()) {
      if (action instanceof Action.PointService point
          && point.service().equals(seen.stableService())) {
        check(
            seen.available(point.podTemplateHash()) > 0
                || seen.available(seen.selected(point.service())) == 0,
            "the stable Service is taken from a version that answers");
      }
    }
  }

  private void switches(Seen seen, Decision decision) {
    for (Action.Traffic action : decision.traffic()) {
      if (action instanceof Action.PointService point && point.service().equals("cart-stable")) {
        String version = point.podTemplateHash();
        int available = seen.available(version);
        boolean back = decision.status().aborted() && version.equals(decision.status().stableRS());
        check(
            available >= seen.replicas() || (back && available > 0),
            "the active Service is given %s with %d pods of %d",
            version,
            available,
            seen.replicas());
      }
    }
  }
}
