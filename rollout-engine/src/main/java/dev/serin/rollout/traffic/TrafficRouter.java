package dev.serin.rollout.traffic;

import dev.serin.argo.rollout.TrafficRouting;
import dev.serin.rollout.Action.SetRouteWeights;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.OptionalInt;

/** One way of splitting traffic: which routes it uses, and how weights stand in them. Pure. */
public interface TrafficRouter {

  /**
   * The routes that a Rollout gives to this router; none when it does not use it.
   *
   * @param routing the Rollout's traffic routing
   * @param namespace namespace of the Rollout, for references that name none
   */
  List<RouteReference> routes(TrafficRouting routing, String namespace);

  /** Whether this router understands the object. */
  boolean understands(HasMetadata route);

  /**
   * The canary's share, 0..100, as the route has it now; when rules differ, the greatest. Empty
   * when the route does not send anything to either Service.
   *
   * @param namespace that of both Services: a route may name Services of others that are called the
   *     same
   */
  OptionalInt canaryWeight(
      HasMetadata route, String namespace, String stableService, String canaryService);

  /** Whether every rule of the route has exactly that split already. */
  boolean hasWeights(HasMetadata route, SetRouteWeights weights);

  /** A copy of the route with the weights; all else stays as it is. */
  HasMetadata apply(HasMetadata route, SetRouteWeights weights);
}
