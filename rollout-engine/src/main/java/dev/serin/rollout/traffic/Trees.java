package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads and copies JSON trees of any shape. */
final class Trees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Trees() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array(Collection<? extends JsonNode> elements) {
    return NODES.arrayNode().addAll(elements);
  }

  /** A copy that may be changed. */
  static ObjectNode copy(JsonNode tree) {
    return tree instanceof ObjectNode object ? object.deepCopy() : object();
  }

  /** The elements of a list that are objects; nothing if it is no list. */
  static List<ObjectNode> objects(JsonNode list) {
    List<ObjectNode> all = new ArrayList<>();
    if (list.isArray()) {
      list.forEach(
          element -> {
            if (element instanceof ObjectNode object) {
              all.add(object);
            }
          });
    }
    return all;
  }

  /** The elements of a list as texts; nothing if it is no list. */
  static List<String> texts(JsonNode list) {
    List<String> all = new ArrayList<>();
    if (list.isArray()) {
      list.forEach(element -> all.add(element.asText()));
    }
    return all;
  }

  static String text(JsonNode tree, String field) {
    return tree.path(field).asText("");
  }

  /** The object at a field, made when there is none. */
  static ObjectNode child(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode there ? there : parent.putObject(field);
  }

  /** The list at a field, made when there is none. */
  static ArrayNode list(ObjectNode parent, String field) {
    return parent.get(field) instanceof ArrayNode there ? there : parent.putArray(field);
  }

  /**
   * Whether two trees say the same where both say anything. An API server adds defaults to what is
   * written and takes away what its schema does not know; neither is a difference.
   */
  static boolean agree(JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      for (var field : one.properties()) {
        JsonNode counterpart = other.get(field.getKey());
        if (counterpart != null && !agree(field.getValue(), counterpart)) {
          return false;
        }
      }
      return true;
    }
    if (one.isArray() && other.isArray()) {
      for (int i = 0; i < one.size() && one.size() == other.size(); i++) {
        if (!agree(one.get(i), other.get(i))) {
          return false;
        }
      }
      return one.size() == other.size();
    }
    if (one.isNumber() && other.isNumber()) {
      return one.doubleValue() == other.doubleValue();
    }
    return one.equals(other);
  }

  /** A share in parts of another whole, rounded up; 0 of nothing. */
  static int share(long part, long whole, int of) {
    if (whole <= 0) {
      return 0;
    }
    long scaled = part * of;
    return (int) Math.min(of, scaled / whole + (scaled % whole == 0 ? 0 : 1));
  }
}
