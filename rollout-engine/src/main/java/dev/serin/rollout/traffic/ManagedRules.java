package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.rollout.traffic.ManagedRoute.Comparison;
import dev.serin.rollout.traffic.ManagedRoute.HeaderRoute;
import dev.serin.rollout.traffic.ManagedRoute.MirrorRoute;
import dev.serin.rollout.traffic.ManagedRoute.RequestMatch;
import dev.serin.rollout.traffic.ManagedRoute.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Makes the Gateway API rules of a managed route: one for each rule that splits traffic, with its
 * matches and filters. The first has the managed route's name, further ones {@code name-1}, ...,
 * since names are unique within a route.
 *
 * @param kind HTTPRoute or GRPCRoute
 * @param goal what the traffic shall be
 * @param isCanary tells the canary's backend
 */
record ManagedRules(String kind, TrafficGoal goal, Predicate<JsonNode> isCanary) {

  List<ObjectNode> of(ManagedRoute managed, List<ObjectNode> splits) {
    List<ObjectNode> rules = new ArrayList<>();
    for (ObjectNode split : splits) {
      if (managed instanceof HeaderRoute header) {
        rules.add(header(header, split));
      } else if (managed instanceof MirrorRoute mirror && kind.equals("HTTPRoute")) {
        mirror(mirror, split).ifPresent(rules::add);
      }
    }
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).put("name", i == 0 ? managed.name() : managed.name() + "-" + i);
    }
    return rules;
  }

  private ObjectNode header(HeaderRoute route, ObjectNode split) {
    ArrayNode headers = Trees.array(List.of());
    route.match().forEach(match -> headers.add(header(match.header(), match.value())));
    ObjectNode rule = Trees.object();
    ArrayNode matches = rule.putArray("matches");
    List<ObjectNode> known = Trees.objects(split.path("matches"));
    for (ObjectNode match : known.isEmpty() ? List.of(anyRequest()) : known) {
      matches.add(withHeaders(match, headers));
    }
    if (split.path("filters").isArray() && !split.path("filters").isEmpty()) {
      rule.set("filters", split.path("filters").deepCopy());
    }
    ObjectNode backend =
        Trees.objects(split.path("backendRefs")).stream()
            .filter(isCanary)
            .findFirst()
            .orElseThrow()
            .deepCopy();
    backend.put("group", "").put("kind", "Service").put("weight", 1);
    rule.putArray("backendRefs").add(backend);
    return rule;
  }

  /** A rule like the one that splits, with a mirror; empty when no request can match both. */
  private Optional<ObjectNode> mirror(MirrorRoute route, ObjectNode split) {
    ObjectNode rule = split.deepCopy();
    ArrayNode matches = rule.putArray("matches");
    List<ObjectNode> known = Trees.objects(split.path("matches"));
    for (ObjectNode match : known.isEmpty() ? List.of(anyRequest()) : known) {
      for (RequestMatch wanted : route.match()) {
        both(match, wanted).ifPresent(matches::add);
      }
    }
    if (matches.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode filters =
        rule.get("filters") instanceof ArrayNode there ? there : rule.putArray("filters");
    ObjectNode mirror = filters.addObject().put("type", "RequestMirror").putObject("requestMirror");
    ObjectNode canary =
        Trees.objects(split.path("backendRefs")).stream()
            .filter(isCanary)
            .findFirst()
            .orElseThrow()
            .deepCopy();
    canary.remove(List.of("weight", "filters"));
    mirror.set("backendRef", canary.put("group", "").put("kind", "Service"));
    if (route.percentage() < 100) {
      mirror.put("percent", route.percentage());
    }
    return Optional.of(rule);
  }

  private static Optional<ObjectNode> both(ObjectNode match, RequestMatch wanted) {
    ObjectNode both = match.deepCopy();
    if (wanted.path().isPresent()) {
      Text path = wanted.path().get();
      String known = match.path("path").path("value").asText("/");
      boolean prefix = match.path("path").path("type").asText("PathPrefix").equals("PathPrefix");
      boolean within =
          prefix && (path.value().startsWith(known) || path.comparison() == Comparison.REGEX);
      boolean same = !prefix && path.value().equals(known);
      if (!within && !same) {
        return Optional.empty();
      }
      both.putObject("path")
          .put(
              "type",
              switch (path.comparison()) {
                case EXACT -> "Exact";
                case PREFIX -> "PathPrefix";
                case REGEX -> "RegularExpression";
              })
          .put("value", path.value());
    }
    if (wanted.method().isPresent()) {
      String method = wanted.method().get().value().toUpperCase(Locale.ROOT);
      if (match.has("method") && !match.path("method").asText().equals(method)) {
        return Optional.empty();
      }
      both.put("method", method);
    }
    ArrayNode headers = Trees.array(List.of());
    new TreeMap<>(wanted.headers()).forEach((name, value) -> headers.add(header(name, value)));
    return Optional.of(withHeaders(both, headers));
  }

  private static ObjectNode withHeaders(ObjectNode match, ArrayNode headers) {
    ObjectNode result = match.deepCopy();
    if (!headers.isEmpty()) {
      ArrayNode all = Trees.array(Trees.objects(match.path("headers")));
      all.addAll(headers);
      result.set("headers", all);
    }
    return result;
  }

  private static ObjectNode header(String name, Text value) {
    ObjectNode header = Trees.object().put("name", name);
    return switch (value.comparison()) {
      case EXACT -> header.put("type", "Exact").put("value", value.value());
      case PREFIX -> header.put("type", "RegularExpression").put("value", value.value() + ".*");
      case REGEX -> header.put("type", "RegularExpression").put("value", value.value());
    };
  }

  private ObjectNode anyRequest() {
    ObjectNode match = Trees.object();
    if (kind.equals("HTTPRoute")) {
      Map.of("type", "PathPrefix", "value", "/").forEach(Trees.child(match, "path")::put);
    }
    return match;
  }
}
