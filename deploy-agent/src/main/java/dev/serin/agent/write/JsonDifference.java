package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The JSON patch (RFC 6902) between two versions of an object that differ in a few values.
 *
 * <p>Algorithm: walk both; objects field by field, lists of the same length element by element;
 * what differs is added, removed or replaced where it stands. Lists of different lengths are
 * replaced whole. This is linear in the size of the object; the general diff of fabric8's library
 * aligns lists, which no weight needs and which a long list can make very slow.
 */
final class JsonDifference {

  private final ArrayNode patch;

  private JsonDifference(ArrayNode patch) {
    this.patch = patch;
  }

  /** Adds to a patch what turns one version into the other. */
  static void addTo(ArrayNode patch, JsonNode before, JsonNode after) {
    new JsonDifference(patch).walk("", before, after);
  }

  private void walk(String path, JsonNode before, JsonNode after) {
    if (before.isObject() && after.isObject()) {
      before
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!after.has(name)) {
                  operation("remove", path + pointer(name), null);
                }
              });
      after
          .properties()
          .forEach(
              field -> {
                JsonNode known = before.get(field.getKey());
                if (known == null) {
                  operation("add", path + pointer(field.getKey()), field.getValue());
                } else {
                  walk(path + pointer(field.getKey()), known, field.getValue());
                }
              });
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int index = 0; index < before.size(); index++) {
        walk(path + "/" + index, before.get(index), after.get(index));
      }
    } else if (!before.equals(after)) {
      operation("replace", path, after);
    }
  }

  private void operation(String name, String path, @Nullable JsonNode value) {
    ObjectNode operation = patch.addObject().put("op", name).put("path", path);
    if (value != null) {
      operation.set("value", value);
    }
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
