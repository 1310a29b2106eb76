package dev.serin.rollout.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The annotations of an Ingress that hold JSON, and the one that says which Rollout manages which.
 * A value that says the same already is left as it is written.
 *
 * @param ingress the Ingress; is changed
 */
record AlbAnnotations(JsonNode ingress) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANAGED = "rollouts.argoproj.io/managed-alb-annotations";

  static AlbAnnotations of(JsonNode ingress) {
    return new AlbAnnotations(ingress);
  }

  boolean has(String key) {
    return known().has(key);
  }

  /** The value as JSON; missing when there is none that can be read. */
  JsonNode json(String key) {
    try {
      return has(key) ? JSON.readTree(known().path(key).asText()) : MissingNode.getInstance();
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  void put(String rollout, String key, JsonNode value) {
    if (!value.equals(json(key))) {
      annotations().put(key, value.toString());
    }
    ObjectNode managed = managed();
    ArrayNode own = own(managed, rollout);
    if (!Trees.texts(own).contains(key)) {
      own.add(key);
      annotations().put(MANAGED, managed.toString());
    }
  }

  void remove(String rollout, String key) {
    if (has(key)) {
      annotations().remove(key);
    }
    ObjectNode managed = managed();
    ArrayNode own = own(managed, rollout);
    int at = Trees.texts(own).indexOf(key);
    if (at >= 0) {
      own.remove(at);
      annotations().put(MANAGED, managed.toString());
    }
  }

  private ObjectNode managed() {
    return Trees.copy(json(MANAGED));
  }

  private static ArrayNode own(ObjectNode managed, String rollout) {
    return managed.get(rollout) instanceof ArrayNode there ? there : managed.putArray(rollout);
  }

  private JsonNode known() {
    return ingress.path("metadata").path("annotations");
  }

  private ObjectNode annotations() {
    return Trees.child(Trees.child((ObjectNode) ingress, "metadata"), "annotations");
  }
}
