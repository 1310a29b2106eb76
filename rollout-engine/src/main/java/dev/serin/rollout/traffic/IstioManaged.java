package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.rollout.traffic.ManagedRoute.HeaderRoute;
import dev.serin.rollout.traffic.ManagedRoute.MirrorRoute;
import dev.serin.rollout.traffic.ManagedRoute.RequestMatch;
import dev.serin.rollout.traffic.ManagedRoute.Text;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the HTTP routes of Istio for managed routes.
 *
 * @param canaryHost host of the canary
 * @param canarySubset its subset, if versions are subsets
 * @param split the route that splits the traffic, with its weights
 */
record IstioManaged(String canaryHost, Optional<String> canarySubset, ObjectNode split) {

  ObjectNode of(ManagedRoute managed) {
    ObjectNode route = Trees.object().put("name", managed.name());
    ArrayNode matches = route.putArray("match");
    if (managed instanceof HeaderRoute header) {
      header
          .match()
          .forEach(
              match ->
                  matches
                      .addObject()
                      .putObject("headers")
                      .set(match.header(), text(match.value())));
      route.putArray("route").addObject().put("weight", 100).set("destination", canary());
    } else if (managed instanceof MirrorRoute mirror) {
      mirror.match().forEach(match -> matches.add(match(match)));
      route.set("route", split.path("route").deepCopy());
      route.set("mirror", canary());
      route.putObject("mirrorPercentage").put("value", (double) mirror.percentage());
    }
    return route;
  }

  private ObjectNode canary() {
    ObjectNode destination = Trees.object().put("host", canaryHost);
    JsonNode port = split.path("route").path(0).path("destination").path("port");
    if (port.path("number").asInt() > 0) {
      destination.putObject("port").put("number", port.path("number").asInt());
    }
    canarySubset.ifPresent(subset -> destination.put("subset", subset));
    return destination;
  }

  private static ObjectNode match(RequestMatch wanted) {
    ObjectNode match = Trees.object();
    wanted.method().ifPresent(method -> match.set("method", text(method)));
    wanted.path().ifPresent(path -> match.set("uri", text(path)));
    if (!wanted.headers().isEmpty()) {
      ObjectNode headers = match.putObject("headers");
      new TreeMap<>(wanted.headers()).forEach((name, value) -> headers.set(name, text(value)));
    }
    return match;
  }

  private static ObjectNode text(Text text) {
    return Trees.object().put(text.comparison().name().toLowerCase(Locale.ROOT), text.value());
  }
}
