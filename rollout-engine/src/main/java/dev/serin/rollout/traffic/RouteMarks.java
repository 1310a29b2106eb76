package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.SerinNames;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says on a route of the Gateway API what of it is the agent's: the weights of these Services, and
 * rules with these names. The admission policy in {@code deploy-agent/install/policies} keeps that
 * when others apply the route. Several Rollouts may share a route; each adds its own.
 */
final class RouteMarks {

  private RouteMarks() {}

  /**
   * Marks a route.
   *
   * @param route the route as it is to be written; is changed
   * @param goal names the Services
   * @param managedNames names of the rules that this Rollout's steps may add
   */
  static void put(ObjectNode route, TrafficGoal goal, List<String> managedNames) {
    JsonNode known = route.path("metadata").path("annotations");
    SortedSet<String> backends = names(known.path(SerinNames.MANAGED_BACKENDS));
    backends.add(goal.stable().service());
    backends.add(goal.canary().service());
    for (TrafficGoal.Share share : goal.additional()) {
      String service = share.destination().service();
      boolean unused = share.weight() > 0 ? backends.add(service) : backends.remove(service);
    }

    SortedSet<String> rules = names(known.path(SerinNames.MANAGED_RULES));
    rules.removeIf(name -> isOf(name, managedNames));
    for (ObjectNode rule : Trees.objects(route.path("spec").path("rules"))) {
      String name = Trees.text(rule, "name");
      if (isOf(name, managedNames)) {
        rules.add(name);
      }
    }

    ObjectNode annotations = Trees.child(Trees.child(route, "metadata"), "annotations");
    annotations.put(SerinNames.MANAGED_BACKENDS, String.join(",", backends));
    if (rules.isEmpty()) {
      annotations.remove(SerinNames.MANAGED_RULES);
    } else {
      annotations.put(SerinNames.MANAGED_RULES, String.join(",", rules));
    }
  }

  /** Further rules of one managed route have its name and a number. */
  private static boolean isOf(String rule, List<String> managedNames) {
    return managedNames.stream()
        .anyMatch(
            name ->
                rule.equals(name)
                    || (rule.startsWith(name + "-")
                        && rule.substring(name.length() + 1).matches("[0-9]+")));
  }

  private static SortedSet<String> names(JsonNode list) {
    SortedSet<String> names = new TreeSet<>(List.of(list.asText().split(",", -1)));
    names.remove("");
    return names;
  }
}
