package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a router is made from.
 *
 * @param own its own part of {@code trafficRouting}
 * @param owner the Rollout
 * @param managedRoutes names of the routes that steps may add, by precedence
 */
record RouterSettings(JsonNode own, Owner owner, List<String> managedRoutes) {

  String text(String field) {
    return Trees.text(own, field);
  }
}
