package dev.serin.rollout.traffic;

import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.TrafficRouting;
import dev.serin.rollout.Action.SetRouteWeights;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** The routers that this version has. */
public final class TrafficRouters {
  private static final List<TrafficRouter> ALL = List.of(new GatewayApiRouter());

  private TrafficRouters() {}

  /** The routes whose weights a Rollout sets. */
  public static List<RouteReference> routes(Rollout rollout) {
    if (rollout.getSpec() == null || rollout.getSpec().strategy() == null) {
      return List.of();
    }
    CanaryStrategy canary = rollout.getSpec().strategy().canary();
    TrafficRouting routing = canary == null ? null : canary.trafficRouting();
    if (routing == null) {
      return List.of();
    }
    String namespace = rollout.getMetadata().getNamespace();
    return ALL.stream().flatMap(router -> router.routes(routing, namespace).stream()).toList();
  }

  /** The router that understands an object. */
  public static TrafficRouter of(HasMetadata route) {
    return ALL.stream()
        .filter(router -> router.understands(route))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no traffic router for kind " + route.getKind()));
  }

  /**
   * The object to write for an action.
   *
   * @param current the route as it is now
   * @param weights the action
   * @return a copy with the weights; equal to {@code current} when nothing changes
   */
  public static HasMetadata apply(HasMetadata current, SetRouteWeights weights) {
    return of(current).apply(current, weights);
  }
}
