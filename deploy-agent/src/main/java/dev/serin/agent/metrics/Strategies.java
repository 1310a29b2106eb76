package dev.serin.agent.metrics;

import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStrategy;
import dev.serin.argo.rollout.TrafficRouting;
import java.util.Map;

/** How a Rollout changes versions and who splits its traffic, in the words of Argo's metrics. */
final class Strategies {

  /** Routers by the name of their field. Argo leaves the label of all others empty. */
  private static final Map<String, String> ROUTERS =
      Map.of(
          "alb", "ALB",
          "ambassador", "Ambassador",
          "appMesh", "AppMesh",
          "istio", "Istio",
          "nginx", "Nginx",
          "smi", "SMI");

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
    return strategy.blueGreen().isEmpty() ? "none" : "blueGreen";
  }

  /** The traffic router's name; empty if there is none, or one that Argo has no name for. */
  static String trafficRouter(Rollout rollout) {
    RolloutStrategy strategy = rollout.getSpec() == null ? null : rollout.getSpec().strategy();
    CanaryStrategy canary = strategy == null ? null : strategy.canary();
    TrafficRouting routing = canary == null ? null : canary.trafficRouting();
    if (routing == null) {
      return "";
    }
    return routing.unknown().keySet().stream()
        .filter(ROUTERS::containsKey)
        .sorted()
        .reduce((first, last) -> last)
        .map(ROUTERS::get)
        .orElse("");
  }

  /** How many steps a canary has; 0 for other strategies. */
  static int steps(Rollout rollout) {
    RolloutStrategy strategy = rollout.getSpec() == null ? null : rollout.getSpec().strategy();
    CanaryStrategy canary = strategy == null ? null : strategy.canary();
    return canary == null ? 0 : canary.steps().size();
  }
}
