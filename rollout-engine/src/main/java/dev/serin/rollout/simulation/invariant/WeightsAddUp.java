package dev.serin.rollout.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import org.jspecify.annotations.Nullable;

/** The weights of a route, and those of the status, are shares of one whole. */
final class WeightsAddUp extends Invariant {
  private static final int ALL = 100;

  WeightsAddUp() {
    super("weights add up");
  }

  @Override
  void decided(Seen seen, Decision decision) {
    for (Action.Traffic action : decision.traffic()) {
      if (action instanceof Action.SetRoute set) {
        route(
            set.router()
                .wanted(set.route(), seen.observation().traffic().routes(), set.goal())
                .orElseThrow());
      }
    }
    CanaryStatus canary = decision.status().canary();
    TrafficWeights weights = canary == null ? null : canary.weights();
    if (weights != null) {
      int sum =
          of(weights.canary())
              + of(weights.stable())
              + weights.additional().stream().mapToInt(WeightsAddUp::of).sum();
      check(sum == ALL, "those of the status to %d", sum);
    }
  }

  private static int of(@Nullable WeightDestination destination) {
    return destination == null || destination.weight() == null ? 0 : destination.weight();
  }

  private void route(JsonNode route) {
    for (JsonNode rule : route.at("/spec/rules")) {
      int sum = 0;
      for (JsonNode backend : rule.path("backendRefs")) {
        int weight = backend.path("weight").asInt();
        check(weight >= 0 && weight <= ALL, "%s has %d", backend.path("name"), weight);
        sum += weight;
      }
      check(sum == ALL, "those of the route to %d", sum);
    }
  }
}
