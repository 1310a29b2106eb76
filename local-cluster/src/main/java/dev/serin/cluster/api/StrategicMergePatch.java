package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Kubernetes' strategic merge patch: like a JSON merge patch, but known lists are merged item by
 * item, and {@code $patch} can replace or delete. The order given by {@code $setElementOrder} is
 * ignored.
 */
final class StrategicMergePatch {
  /** The lists that are merged, by field name, with the key of their items. */
  private static final Map<String, List<String>> MERGE_KEYS =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("conditions", List.of("type")),
          Map.entry("ownerReferences", List.of("uid")),
          Map.entry("ports", List.of("containerPort", "port")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey")));

  private StrategicMergePatch() {}

  /** The target after this patch; the target itself is not modified. */
  static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    ObjectNode merged =
        patch.path("$patch").asText().equals("replace")
            ? JsonNodeFactory.instance.objectNode()
            : copyOfObject(target);
    patch
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              JsonNode value = field.getValue();
              if (name.equals("$patch") || name.startsWith("$setElementOrder/")) {
                return;
              }
              if (name.startsWith("$")) {
                throw Patches.unsupported(
                    "the directive " + name + " of strategic patches is not known");
              }
              if (value.isNull()) {
                merged.remove(name);
              } else if (value.isArray()) {
                merged.set(name, list(name, merged.path(name), (ArrayNode) value));
              } else {
                merged.set(name, apply(merged.path(name), value));
              }
            });
    return merged;
  }

  private static JsonNode list(String name, JsonNode target, ArrayNode patch) {
    if (name.equals("finalizers")) {
      ArrayNode union = copyOfArray(target);
      patch.forEach(
          item -> {
            if (indexOf(union, item, List.of()) < 0) {
              union.add(item);
            }
          });
      return union;
    }
    List<String> keys = MERGE_KEYS.getOrDefault(name, List.of());
    boolean keyed = !keys.isEmpty();
    for (JsonNode item : patch) {
      keyed = keyed && item.isObject();
    }
    if (!keyed) {
      return patch.deepCopy();
    }
    boolean replace = false;
    ArrayNode merged = copyOfArray(target);
    for (JsonNode item : patch) {
      String directive = item.path("$patch").asText();
      int at = indexOf(merged, item, keys);
      if (directive.equals("replace") && item.size() == 1) {
        replace = true;
      } else if (directive.equals("delete")) {
        if (at >= 0) {
          merged.remove(at);
        }
      } else if (at >= 0) {
        merged.set(at, apply(merged.get(at), item));
      } else {
        merged.add(apply(JsonNodeFactory.instance.objectNode(), item));
      }
    }
    if (replace) {
      ArrayNode only = JsonNodeFactory.instance.arrayNode();
      patch.forEach(
          item -> {
            if (!item.has("$patch")) {
              only.add(item);
            }
          });
      return only;
    }
    return merged;
  }

  private static int indexOf(ArrayNode list, JsonNode item, List<String> keys) {
    for (int i = 0; i < list.size(); i++) {
      JsonNode candidate = list.get(i);
      boolean same =
          keys.isEmpty()
              ? candidate.equals(item)
              : keys.stream()
                  .filter(item::has)
                  .findFirst()
                  .map(key -> candidate.path(key).equals(item.path(key)))
                  .orElse(false);
      if (same) {
        return i;
      }
    }
    return -1;
  }

  private static ObjectNode copyOfObject(JsonNode node) {
    return node.isObject() ? ((ObjectNode) node).deepCopy() : JsonNodeFactory.instance.objectNode();
  }

  private static ArrayNode copyOfArray(JsonNode node) {
    return node.isArray() ? ((ArrayNode) node).deepCopy() : JsonNodeFactory.instance.arrayNode();
  }
}
