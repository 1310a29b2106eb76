package dev.serin.rollout;

import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.traffic.RouteObjects;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What was seen of a rollout's traffic.
 *
 * @param routes the objects of {@link References#routes} and {@link References#routeSelectors}
 * @param endpoints by name of Service; a Service that is not in it has no EndpointSlices: nobody
 *     keeps them up to date in this cluster, so they cannot be waited for
 * @param neighbours other Rollouts that name one of the same Services or routes
 * @param settle how long a change that was accepted takes to be in every proxy
 */
public record TrafficObservation(
    RouteObjects routes,
    Map<String, ServiceEndpoints> endpoints,
    List<Rollout> neighbours,
    Duration settle) {

  /** Copies the collections. */
  public TrafficObservation {
    endpoints = Map.copyOf(endpoints);
    neighbours = List.copyOf(neighbours);
  }
}
