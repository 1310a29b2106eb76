package dev.serin.rollout.traffic;

import java.util.List;

/**
 * What the traffic of a rollout shall be. The same for every router; what a router cannot do (a
 * mirror on an Ingress, say) the validation has refused before.
 *
 * @param stable where the stable share goes
 * @param canary where the canary's share goes
 * @param canaryWeight the canary's share, 0..maxWeight
 * @param maxWeight the weight that means all traffic, usually 100
 * @param additional shares of experiments, in order; stable gets what is left
 * @param managedRoutes routes by header and mirrors that shall be there now, the first with the
 *     highest precedence; managed routes that are not listed shall not be there
 */
public record TrafficGoal(
    Destination stable,
    Destination canary,
    int canaryWeight,
    int maxWeight,
    List<Share> additional,
    List<ManagedRoute> managedRoutes) {

  /**
   * One side of the split.
   *
   * @param service name of its Service; may be empty where a router tells versions by labels
   * @param hash its version; empty when there is none yet
   */
  public record Destination(String service, String hash) {}

  /**
   * A share of an experiment.
   *
   * @param destination where it goes
   * @param weight 0..maxWeight
   */
  public record Share(Destination destination, int weight) {}

  /** Checks the weights and copies the collections. */
  public TrafficGoal {
    if (maxWeight < 1 || canaryWeight < 0 || canaryWeight > maxWeight) {
      throw new IllegalArgumentException(
          "weight " + canaryWeight + " is not within 0.." + maxWeight);
    }
    additional = List.copyOf(additional);
    managedRoutes = List.copyOf(managedRoutes);
  }

  /** All to stable, in hundredths, and no managed routes. */
  public static TrafficGoal allStable(Destination stable, Destination canary) {
    return new TrafficGoal(stable, canary, 0, 100, List.of(), List.of());
  }

  /** The share of stable: what the canary and the experiments leave. */
  public int stableWeight() {
    int others = additional.stream().mapToInt(Share::weight).sum();
    return Math.max(0, maxWeight - canaryWeight - others);
  }
}
