package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an object becomes when a client replaces it or its status. */
final class Replacement {
  private static final List<String> SERVER_OWNED =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "resourceVersion");

  private Replacement() {}

  /** The next state of the object; equal to the current one when nothing changes. */
  static ObjectNode of(ObjectKey key, boolean status, ObjectNode current, JsonNode wanted) {
    ObjectNode next = NewObject.requireType(key.type(), wanted);
    JsonNode metadata = next.path("metadata");
    requireSame(key, metadata, "name", key.name());
    if (!key.namespace().isEmpty() && metadata.has("namespace")) {
      requireSame(key, metadata, "namespace", key.namespace());
    }
    guard(
        key,
        current,
        metadata,
        "resourceVersion",
        "the object has been modified; please apply"
            + " your changes to the latest version and try again");
    guard(key, current, metadata, "uid", "the object was deleted and created again");
    if (status) {
      ObjectNode onlyStatus = current.deepCopy();
      set(onlyStatus, "status", next.path("status"));
      return onlyStatus;
    }
    ObjectNode kept = next.withObjectProperty("metadata");
    kept.remove("managedFields");
    for (String field : SERVER_OWNED) {
      set(kept, field, current.path("metadata").path(field));
    }
    if (!key.namespace().isEmpty()) {
      kept.put("namespace", key.namespace());
    }
    if (key.type().status()) {
      set(next, "status", current.path("status"));
    }
    refuseNewFinalizers(key, current, next);
    if (key.type().hasGeneration() && !specification(next).equals(specification(current))) {
      kept.put("generation", current.path("metadata").path("generation").asLong() + 1);
    }
    return next;
  }

  private static void requireSame(ObjectKey key, JsonNode metadata, String field, String wanted) {
    if (!metadata.path(field).asText("").equals(wanted)) {
      throw ApiException.badRequest(
          "metadata." + field + " must be \"" + wanted + "\" at this path of " + key.type().kind());
    }
  }

  private static void guard(
      ObjectKey key, ObjectNode current, JsonNode metadata, String field, String why) {
    String given = metadata.path(field).asText("");
    if (!given.isEmpty() && !given.equals(current.path("metadata").path(field).asText())) {
      throw ApiException.conflict(key.type(), key.name(), why);
    }
  }

  private static void refuseNewFinalizers(ObjectKey key, ObjectNode current, ObjectNode next) {
    if (!current.path("metadata").has("deletionTimestamp")) {
      return;
    }
    Set<String> added = finalizers(next);
    added.removeAll(finalizers(current));
    if (!added.isEmpty()) {
      throw ApiException.invalid(
          key.type(),
          key.name(),
          "no new finalizers can be added if the object is being deleted: " + added);
    }
  }

  private static Set<String> finalizers(ObjectNode object) {
    Set<String> names = new TreeSet<>();
    object.path("metadata").path("finalizers").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static ObjectNode specification(ObjectNode object) {
    return object.deepCopy().without(List.of("metadata", "status"));
  }

  private static void set(ObjectNode object, String field, JsonNode value) {
    if (value.isMissingNode()) {
      object.remove(field);
    } else {
      object.set(field, value);
    }
  }
}
