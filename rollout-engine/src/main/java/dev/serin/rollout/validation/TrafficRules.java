package dev.serin.rollout.validation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.IstioRouting;
import dev.serin.argo.rollout.PingPong;
import dev.serin.argo.rollout.StringMatch;
import dev.serin.argo.rollout.TrafficRouting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules for what a canary says about its traffic; the messages are Argo's where it has them. */
final class TrafficRules {
  private static final String CANARY = "spec.strategy.canary";
  private static final String FIELD = CANARY + ".trafficRouting";
  private static final String INSTEAD =
      "use plugins[\""
          + ArgoNames.GATEWAY_API_PLUGIN
          + "\"], istio, nginx, alb, traefik, smi or apisix instead";

  private TrafficRules() {}

  static void check(CanaryStrategy canary, Problems problems) {
    services(canary, problems);
    TrafficRouting routing = canary.trafficRouting();
    if (routing != null) {
      routers(routing, problems);
      settings(routing, problems);
    }
    for (int i = 0; i < canary.steps().size(); i++) {
      step(CANARY + ".steps[" + i + "]", canary.steps().get(i), routing, problems);
    }
  }

  private static void services(CanaryStrategy canary, Problems problems) {
    String stable = text(canary.stableService());
    if (!stable.isEmpty() && stable.equals(text(canary.canaryService()))) {
      problems.invalid(
          CANARY + ".stableService",
          stable,
          "This rollout uses the same service for the stable and canary services, but two different"
              + " services are required.");
    }
    TrafficRouting routing = canary.trafficRouting();
    PingPong pingPong = canary.pingPong();
    if (pingPong != null) {
      pingPong(pingPong, routing, problems);
    }
    if (routing == null || !needsServices(routing, pingPong != null)) {
      return;
    }
    String needed = "Canary service and Stable service must to be set to use Traffic Routing";
    if (stable.isEmpty()) {
      problems.invalid(CANARY + ".stableService", "", needed);
    }
    if (text(canary.canaryService()).isEmpty()) {
      problems.invalid(CANARY + ".canaryService", "", needed);
    }
  }

  private static boolean needsServices(TrafficRouting routing, boolean pingPong) {
    IstioRouting istio = routing.istio();
    boolean always =
        Stream.of(routing.smi(), routing.apisix(), routing.nginx(), routing.traefik())
            .anyMatch(router -> router != null);
    boolean unlessPingPong =
        routing.alb() != null
            || (istio != null && istio.destinationRule() == null)
            || !routing.plugins().isEmpty();
    return always || (unlessPingPong && !pingPong);
  }

  private static void pingPong(
      PingPong pingPong, @Nullable TrafficRouting routing, Problems problems) {
    String ping = text(pingPong.pingService());
    String pong = text(pingPong.pongService());
    if (routing == null
        || (routing.alb() == null && routing.istio() == null && routing.plugins().isEmpty())) {
      problems.invalid(
          FIELD,
          "pingPong",
          "Ping-pong feature works with the ALB, Istio, and plugin-based traffic routers only");
    }
    String needed = "Ping service and Pong service must to be set to use Ping-Pong feature";
    if (ping.isEmpty()) {
      problems.invalid(CANARY + ".pingPong.pingService", "", needed);
    }
    if (pong.isEmpty()) {
      problems.invalid(CANARY + ".pingPong.pongService", "", needed);
    }
    if (ping.equals(pong) && !ping.isEmpty()) {
      problems.invalid(
          CANARY + ".pingPong.pingService",
          ping,
          "This rollout uses the same service for the ping and pong services, but two different"
              + " services are required.");
    }
    if (routing != null && routing.alb() != null && text(routing.alb().rootService()).isEmpty()) {
      problems.invalid(
          FIELD + ".alb.rootService",
          "",
          "Root service field is required for the configuration with ALB and ping-pong feature"
              + " enabled");
    }
  }

  private static void routers(TrafficRouting routing, Problems problems) {
    if (routing.appMesh() != null) {
      problems.add(FIELD + ".appMesh: App Mesh is not supported (AWS has ended it); " + INSTEAD);
    }
    if (routing.ambassador() != null) {
      problems.add(
          FIELD
              + ".ambassador: Ambassador's Mappings are not supported; Emissary serves the Gateway"
              + " API: "
              + INSTEAD);
    }
    for (String plugin : routing.plugins().keySet()) {
      if (!plugin.equals(ArgoNames.GATEWAY_API_PLUGIN)) {
        problems.add(
            "%s.plugins[\"%s\"]: traffic router plugins that are Go programs are not run; %s"
                .formatted(FIELD, plugin, INSTEAD));
      }
    }
    routing
        .unknown()
        .keySet()
        .forEach(name -> problems.add(FIELD + "." + name + ": no such router; " + INSTEAD));
    boolean any =
        Stream.of(
                routing.istio(),
                routing.nginx(),
                routing.alb(),
                routing.smi(),
                routing.traefik(),
                routing.apisix(),
                routing.ambassador(),
                routing.appMesh())
            .anyMatch(router -> router != null);
    if (!any && routing.plugins().isEmpty() && routing.unknown().isEmpty()) {
      problems.required(
          FIELD, "a router, such as plugins[\"" + ArgoNames.GATEWAY_API_PLUGIN + "\"]");
    }
  }

  private static void settings(TrafficRouting routing, Problems problems) {
    Integer most = routing.maxTrafficWeight();
    if (most != null && most < 1) {
      problems.invalid(FIELD + ".maxTrafficWeight", most, "must be greater than 0");
    }
    if (most != null && routing.nginx() == null && routing.plugins().isEmpty()) {
      problems.invalid(
          FIELD + ".maxTrafficWeight",
          most,
          "Canary maxTrafficWeight in traffic routing only supported in Nginx and Plugins");
    }
    IstioRouting istio = routing.istio();
    if (istio != null && istio.virtualServices().isEmpty() == (istio.virtualService() == null)) {
      problems.add(FIELD + ".istio: either VirtualService or VirtualServices must be configured");
    }
    if (routing.nginx() != null) {
      either(
          FIELD + ".nginx",
          "StableIngress",
          "StableIngresses",
          !text(routing.nginx().stableIngress()).isEmpty(),
          !routing.nginx().stableIngresses().isEmpty(),
          problems);
    }
    if (routing.alb() != null) {
      either(
          FIELD + ".alb",
          "Ingress",
          "Ingresses",
          !text(routing.alb().ingress()).isEmpty(),
          !routing.alb().ingresses().isEmpty(),
          problems);
    }
  }

  private static void either(
      String field, String one, String many, boolean hasOne, boolean hasMany, Problems problems) {
    if (hasOne == hasMany) {
      problems.add(
          "%s: Internal error: Either %s or %s must be configured. %s are configured."
              .formatted(field, one, many, hasOne ? "Both" : "Neither"));
    }
  }

  private static void step(
      String field, CanaryStep step, @Nullable TrafficRouting routing, Problems problems) {
    if (step.setHeaderRoute() != null) {
      String path = field + ".setHeaderRoute";
      boolean able =
          routing != null
              && (routing.istio() != null
                  || routing.alb() != null
                  || routing.apisix() != null
                  || !routing.plugins().isEmpty());
      if (!able) {
        problems.invalid(
            path,
            text(step.setHeaderRoute().name()),
            "SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix");
      }
      boolean exactOnly = routing != null && routing.alb() != null;
      for (int i = 0; i < step.setHeaderRoute().match().size(); i++) {
        value(
            path + ".match[" + i + "]",
            step.setHeaderRoute().match().get(i).headerValue(),
            exactOnly,
            problems);
      }
      managed(path, step.setHeaderRoute().name(), routing, problems);
    }
    if (step.setMirrorRoute() != null) {
      String path = field + ".setMirrorRoute";
      boolean able = routing != null && (routing.istio() != null || !routing.plugins().isEmpty());
      if (!able) {
        problems.invalid(
            path,
            text(step.setMirrorRoute().name()),
            "SetMirrorRoute requires TrafficRouting, supports Istio and Plugins");
      }
      for (int i = 0; i < step.setMirrorRoute().match().size(); i++) {
        var match = step.setMirrorRoute().match().get(i);
        String at = path + ".match[" + i + "]";
        Stream.concat(
                Stream.of(match.method(), match.path()).flatMap(Stream::ofNullable),
                match.headers().values().stream())
            .forEach(text -> value(at, text, false, problems));
      }
      managed(path, step.setMirrorRoute().name(), routing, problems);
    }
  }

  private static void value(
      String field, @Nullable StringMatch match, boolean exactOnly, Problems problems) {
    if (match == null) {
      problems.invalid(
          field,
          "null",
          "StringMatch value missed, match value must have one of the following: exact, regex,"
              + " prefix");
      return;
    }
    List<String> given =
        Stream.of(match.exact(), match.regex(), match.prefix())
            .map(TrafficRules::text)
            .filter(text -> !text.isEmpty())
            .toList();
    if (exactOnly && (given.size() != 1 || text(match.exact()).isEmpty())) {
      problems.invalid(
          field,
          String.join(", ", given),
          "SetHeaderRoute match value invalid. ALB supports 'exact' value only");
    } else if (given.size() > 1) {
      problems.invalid(
          field,
          String.join(", ", given),
          "StringMatch match value must have exactly one of the following: exact, regex, prefix");
    } else if (given.isEmpty()) {
      problems.invalid(
          field,
          "",
          "StringMatch value missed, match value must have one of the following: exact, regex,"
              + " prefix");
    }
  }

  private static void managed(
      String field, @Nullable String name, @Nullable TrafficRouting routing, Problems problems) {
    if (routing == null) {
      return;
    }
    if (routing.managedRoutes().isEmpty()) {
      problems.required(
          FIELD + ".managedRoutes", "Rollout has missing field '" + FIELD + ".managedRoutes'");
    } else if (routing.managedRoutes().stream()
        .noneMatch(route -> text(name).equals(route.name()))) {
      problems.invalid(
          field,
          text(name),
          "Steps define a route that does not exist in"
              + " spec.strategy.canary.trafficRouting.managedRoutes");
    }
  }

  private static String text(@Nullable String text) {
    return Optional.ofNullable(text).orElse("");
  }
}
