package dev.serin.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plugin's steps on a repository in which some services are affected, and some of those bad.
 */
final class Shop {

  private static final String HEAD = "c0ffee";

  private Shop() {}

  /** A pipeline on it. */
  static CpsPipeline pipeline(List<String> affected, Set<String> bad) {
    return new CpsPipeline()
        .answer("sh", call -> 0)
        .answer("serinExecutors", call -> 0)
        .answer("serinPlan", call -> plan(affected))
        .answer("serinBuild", call -> built(Arrays.asList(call.option("only").split(",", -1)), bad))
        .answer("serinPromote", call -> Map.of("id", "p1", "environment", call.option("to")));
  }

  static Map<String, Object> plan(List<String> affected) {
    List<Object> services = new ArrayList<>();
    affected.forEach(
        name ->
            services.add(
                Map.of(
                    "service",
                    name,
                    "reasons",
                    List.of(Map.of("kind", "changed", "detail", "services/" + name)))));
    return Map.of("head", HEAD, "affected", services, "unaffected", List.of("web"));
  }

  static Map<String, Object> built(List<String> names, Set<String> bad) {
    List<Object> services = new ArrayList<>();
    List<Object> failed = new ArrayList<>();
    for (String name : names) {
      if (bad.contains(name)) {
        failed.add(Map.of("name", name, "stage", "test", "message", "1 failed\nexpected 2"));
      } else {
        services.add(Map.of("name", name, "image", "shop/" + name + "@sha256:" + name));
      }
    }
    return Map.of(
        "metadata", Map.of("name", "shop-" + HEAD), "services", services, "failed", failed);
  }
}
