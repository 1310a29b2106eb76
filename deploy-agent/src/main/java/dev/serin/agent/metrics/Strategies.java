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
    if (CanaryStrategy.of(rollout).isPresent()) {
      return "canary";
    }
    return RolloutStrategy.of(rollout).map(RolloutStrategy::blueGreen).isPresent()
        ? "blueGreen"
        : "none";
  }

  /** The traffic router's name; of several the one that Argo tells; empty for all others. */
  static String trafficRouter(Rollout rollout) {
    return CanaryStrategy.of(rollout)
        .map(CanaryStrategy::trafficRouting)
        .map(Strategies::name)
        .orElse("");
  }

  private static String name(TrafficRouting routing) {
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
}
