package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Rollbacks;
import dev.serin.rollout.replicas.ReplicaSets;

/**
 * Makes the canary the stable version when all is done: steps over, enough pods available, and all
 * traffic there (or nothing to move). The Services follow once that is written down; ping and pong
 * change roles instead.
 */
final class Promotion {
  private Promotion() {}

  static void whenDone(Situation s, Draft d) {
    if (Lifecycle.stable(s, d)
        || d.status().aborted()
        || s.settings().paused()
        || s.current() == null
        || Lifecycle.index(d) < s.settings().steps().size()
        || !podsThere(s)
        || !trafficThere(s, d)
        || !d.status().pauseConditions().isEmpty()) {
      return;
    }
    boolean replaces = !Lifecycle.firstDeployment(d);
    Lifecycle.promote(s, d, why(s, d));
    if (s.settings().pingPong().isPresent() && replaces) {
      exchange(d);
    }
  }

  private static boolean podsThere(Situation s) {
    int all = s.settings().replicas();
    return ReplicaSets.wanted(s.current()) >= all
        && s.currentAvailable() >= s.settings().enough(all);
  }

  private static boolean trafficThere(Situation s, Draft d) {
    return Lifecycle.firstDeployment(d)
        || !s.settings().routed()
        || s.settings().replicas() == 0
        || (d.status().fullPromotion() && s.settings().pingPong().isEmpty())
        || (s.split().canarySelects().equals(s.versions().hash())
            && Traffic.allThere(s, d).confirmed());
  }

  private static String why(Situation s, Draft d) {
    if (Lifecycle.firstDeployment(d)) {
      return "Initial deploy";
    }
    if (d.status().fullPromotion()) {
      return "Full promotion requested";
    }
    return Rollbacks.withinWindow(s, d)
        ? "Rollback within window"
        : "Completed all " + s.settings().steps().size() + " canary steps";
  }

  private static void exchange(Draft d) {
    CanaryStatus canary = d.status().canary() == null ? CanaryStatus.empty() : d.status().canary();
    boolean wasPing = CanarySettings.PING.equals(canary.stablePingPong());
    d.update(
        b ->
            b.canary(
                canary.withStablePingPong(wasPing ? CanarySettings.PONG : CanarySettings.PING)));
  }
}
