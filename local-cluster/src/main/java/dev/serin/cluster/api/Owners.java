package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The ownerReferences of objects. */
final class Owners {
  private Owners() {}

  /** The uids of an object's owners. */
  static Set<String> of(JsonNode object) {
    return StreamSupport.stream(references(object).spliterator(), false)
        .map(reference -> reference.path("uid").asText())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Removes the references to this owner; whether there were any. */
  static boolean remove(ObjectNode object, String uid) {
    if (!of(object).contains(uid)) {
      return false;
    }
    ArrayNode remaining = object.arrayNode();
    references(object)
        .forEach(
            reference -> {
              if (!reference.path("uid").asText().equals(uid)) {
                remaining.add(reference);
              }
            });
    object.withObjectProperty("metadata").set("ownerReferences", remaining);
    return true;
  }

  private static JsonNode references(JsonNode object) {
    return object.path("metadata").path("ownerReferences");
  }
}
