package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.SerinNames;
import java.util.List;
import java.util.TreeSet;

/** Marks routes as managed, for the admission policy that keeps their weights. */
final class RouteMarks {

  private RouteMarks() {}

  /**
   * Adds Services to those whose weights are the agent's.
   *
   * @param route the route as it is to be written; is changed
   * @param services names of Services of one Rollout
   */
  static void addBackends(JsonNode route, List<String> services) {
    ObjectNode annotations =
        ((ObjectNode) route).withObject("/metadata").withObject("/annotations");
    TreeSet<String> backends = new TreeSet<>(services);
    for (String known : annotations.path(SerinNames.MANAGED_BACKENDS).asText().split(",", -1)) {
      if (!known.isBlank()) {
        backends.add(known);
      }
    }
    annotations.put(SerinNames.MANAGED_BACKENDS, String.join(",", backends));
  }
}
