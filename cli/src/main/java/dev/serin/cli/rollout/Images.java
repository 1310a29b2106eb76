package dev.serin.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.problem.Suggestion;
import dev.serin.delivery.problem.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets images of a pod template by a JSON patch that tests the container's name first, so that a
 * template that changed meanwhile is refused by the API server and not mixed up.
 */
final class Images {
  private static final String ALL = "*";

  private Images() {}

  /** Reads CONTAINER=IMAGE arguments, all problems at once. */
  static Map<String, String> parse(List<String> arguments) {
    Map<String, String> images = new LinkedHashMap<>();
    List<String> bad = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1 || equals == argument.length() - 1) {
        bad.add("'" + argument + "' is not CONTAINER=IMAGE");
      } else if (images.put(argument.substring(0, equals), argument.substring(equals + 1))
          != null) {
        bad.add("container '" + argument.substring(0, equals) + "' is named twice");
      }
    }
    if (!bad.isEmpty()) {
      throw new UserError(String.join("; ", bad));
    }
    return images;
  }

  /** The patch of an object whose pod template is at a JSON pointer. */
  static ArrayNode patch(JsonNode podSpec, String pointer, Map<String, String> images) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    List<String> names = new ArrayList<>();
    List<String> unused = new ArrayList<>(images.keySet());
    for (String kind : List.of("containers", "initContainers")) {
      JsonNode containers = podSpec.path(kind);
      for (int i = 0; i < containers.size(); i++) {
        String name = containers.get(i).path("name").asText();
        names.add(name);
        boolean all = kind.equals("containers") && images.containsKey(ALL);
        String image = images.getOrDefault(name, all ? images.get(ALL) : null);
        if (image != null) {
          unused.remove(name);
          unused.remove(all ? ALL : name);
          String path = pointer + "/" + kind + "/" + i;
          patch.add(operation("test", path + "/name", name));
          patch.add(operation("replace", path + "/image", image));
        }
      }
    }
    if (!unused.isEmpty()) {
      String wrong = unused.get(0);
      throw new UserError(
          "no container '"
              + wrong
              + "'"
              + Suggestion.phrase(wrong, names)
              + "; it has "
              + String.join(", ", names));
    }
    return patch;
  }

  private static ObjectNode operation(String operation, String path, String value) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("op", operation)
        .put("path", path)
        .put("value", value);
  }
}
