package dev.serin.agent.metrics;

import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStrategy;
import dev.serin.argo.rollout.TrafficRouting;

/** How a Rollout changes versions and who splits its traffic, in the words of Argo's metrics. */
final class Strategies {

  private Strategies() {}

  /** canary, blueGreen, or none. */
  static String name(Rollout rollout) {
    RolloutStrategy strategy = rollout.getSpec() == null ? null : rollout.getSpec().strategy();
    if (strategy == null) {
      return "none";
    }
    if (strategy.canary() != null) {
      return "canary";
    }
    return strategy.blueGreen() == null ? "none" : "blueGreen";
  }

  /** The traffic router's name; of several the one that Argo tells; empty for all others. */
  static String trafficRouter(Rollout rollout) {
    RolloutStrategy strategy = rollout.getSpec() == null ? null : rollout.getSpec().strategy();
    CanaryStrategy canary = strategy == null ? null : strategy.canary();
    TrafficRouting routing = canary == null ? null : canary.trafficRouting();
    if (routing == null) {
      return "";
    }
    if (routing.appMesh() != null) {
      return "AppMesh";
    } else if (routing.smi() != null) {
      return "SMI";
    } else if (routing.nginx() != null) {
      return "Nginx";
    } else if (routing.istio() != null) {
      return "Istio";
    } else if (routing.ambassador() != null) {
      return "Ambassador";
    }
    return routing.alb() == null ? "" : "ALB";
  }

  /** How many steps a canary has; 0 for other strategies. */
  static int steps(Rollout rollout) {
    RolloutStrategy strategy = rollout.getSpec() == null ? null : rollout.getSpec().strategy();
    CanaryStrategy canary = strategy == null ? null : strategy.canary();
    return canary == null ? 0 : canary.steps().size();
  }
}
