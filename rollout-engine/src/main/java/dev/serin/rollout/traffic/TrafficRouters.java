package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The routers that there are. */
public final class TrafficRouters {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How to make a router, by its field of {@code trafficRouting}. */
  private static final Map<String, Function<RouterSettings, TrafficRouter>> FIELDS =
      new LinkedHashMap<>();

  static {
    FIELDS.put("istio", IstioRouter::of);
    FIELDS.put("nginx", NginxRouter::of);
    FIELDS.put("alb", AlbRouter::of);
    FIELDS.put("smi", SmiRouter::of);
    FIELDS.put("traefik", TraefikRouter::of);
    FIELDS.put("apisix", ApisixRouter::of);
  }

  private TrafficRouters() {}

  /** The routers that a Rollout has set up, in a fixed order; never fails. */
  public static List<TrafficRouter> of(Rollout rollout) {
    return CanaryStrategy.of(rollout)
        .map(CanaryStrategy::trafficRouting)
        .map(routing -> of(rollout, JSON.valueToTree(routing)))
        .orElse(List.of());
  }

  /**
   * The canary's weight as the routes of a Rollout have it; the greatest of several, empty when
   * none has one.
   */
  public static OptionalInt canaryWeight(Rollout rollout, RouteObjects objects) {
    Optional<CanaryStrategy> canary = CanaryStrategy.of(rollout);
    TrafficGoal services =
        TrafficGoal.allStable(
            new Destination(canary.map(CanaryStrategy::stableService).orElse(""), ""),
            new Destination(canary.map(CanaryStrategy::canaryService).orElse(""), ""));
    return of(rollout).stream()
        .flatMapToInt(router -> router.canaryWeight(objects, services).stream())
        .max();
  }

  private static List<TrafficRouter> of(Rollout rollout, JsonNode routing) {
    Owner owner =
        new Owner(
            String.valueOf(rollout.getMetadata().getNamespace()),
            rollout.getMetadata().getName(),
            rollout.getMetadata().getUid() == null ? "" : rollout.getMetadata().getUid());
    List<String> managed =
        Trees.objects(routing.path("managedRoutes")).stream()
            .map(route -> Trees.text(route, "name"))
            .toList();
    List<TrafficRouter> routers = new ArrayList<>();
    JsonNode gatewayApi = routing.path("plugins").path(ArgoNames.GATEWAY_API_PLUGIN);
    if (gatewayApi.isObject()) {
      routers.add(GatewayApiRouter.of(new RouterSettings(gatewayApi, owner, managed)));
    }
    FIELDS.forEach(
        (field, maker) -> {
          if (routing.path(field).isObject()) {
            routers.add(maker.apply(new RouterSettings(routing.path(field), owner, managed)));
          }
        });
    return routers;
  }
}
