package dev.serin.cluster.gateway;

import dev.serin.cluster.api.Times;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatusBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatusBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statuses that the gateway writes to routes, beside those of other gateways. */
final class RouteStatuses {
  private static final String CONTROLLER = "serin.dev/local-cluster";

  private RouteStatuses() {}

  /** The route with its new status; nothing when that is there already. */
  static Optional<HTTPRoute> changed(RouteVerdict verdict, Instant now) {
    HTTPRoute route = verdict.route();
    List<RouteParentStatus> old =
        route.getStatus() == null ? List.of() : route.getStatus().getParents();
    List<RouteParentStatus> parents = new ArrayList<>();
    for (RouteParentStatus other : old) {
      if (!other.getControllerName().equals(CONTROLLER)) {
        parents.add(other);
      }
    }
    for (ParentReference parent : verdict.parents()) {
      List<Condition> before =
          old.stream()
              .filter(status -> status.getControllerName().equals(CONTROLLER))
              .filter(status -> status.getParentRef().equals(parent))
              .findFirst()
              .map(RouteParentStatus::getConditions)
              .orElse(List.of());
      parents.add(
          new RouteParentStatusBuilder()
              .withParentRef(parent)
              .withControllerName(CONTROLLER)
              .withConditions(accepted(verdict, before, now), resolved(verdict, before, now))
              .build());
    }
    HTTPRouteStatus status = new HTTPRouteStatusBuilder().withParents(parents).build();
    return status.equals(route.getStatus())
        ? Optional.empty()
        : Optional.of(new HTTPRouteBuilder(route).withStatus(status).build());
  }

  private static Condition accepted(RouteVerdict verdict, List<Condition> before, Instant now) {
    boolean holds = verdict.unsupported().isEmpty();
    return condition(
        verdict,
        before,
        now,
        "Accepted",
        holds,
        holds ? "Accepted" : "UnsupportedValue",
        holds
            ? "the gateway obeys this route"
            : "the local cluster's gateway cannot do: " + String.join(", ", verdict.unsupported()));
  }

  private static Condition resolved(RouteVerdict verdict, List<Condition> before, Instant now) {
    boolean holds = verdict.unresolved().isEmpty();
    return condition(
        verdict,
        before,
        now,
        "ResolvedRefs",
        holds,
        holds ? "ResolvedRefs" : verdict.unresolvedReason(),
        holds ? "all backends are there" : String.join(", ", verdict.unresolved()));
  }

  private static Condition condition(
      RouteVerdict verdict,
      List<Condition> before,
      Instant now,
      String type,
      boolean holds,
      String reason,
      String message) {
    String status = holds ? "True" : "False";
    String since =
        before.stream()
            .filter(condition -> condition.getType().equals(type))
            .filter(condition -> condition.getStatus().equals(status))
            .map(Condition::getLastTransitionTime)
            .findFirst()
            .orElse(Times.seconds(now));
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(since)
        .withObservedGeneration(verdict.route().getMetadata().getGeneration())
        .build();
  }
}
