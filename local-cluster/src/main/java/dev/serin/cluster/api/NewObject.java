package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Checks and prepares what a client wants to create. */
final class NewObject {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int MAX_NAME = 253;
  private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX_LENGTH = 5;

  private NewObject() {}

  /** A copy of the body with a name, its namespace and its first status. */
  static ObjectNode checked(
      ResourceType type, String namespace, JsonNode body, RandomGenerator random) {
    ObjectNode object = requireType(type, body);
    ObjectNode metadata = object.withObjectProperty("metadata");
    if (metadata.hasNonNull("resourceVersion")) {
      throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
    }
    if (!metadata.hasNonNull("name") && metadata.hasNonNull("generateName")) {
      metadata.put("name", metadata.path("generateName").asText() + suffix(random));
    }
    String name = metadata.path("name").asText("");
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          type,
          name,
          "metadata.name must consist of lower case letters, digits, '-' and '.', at most "
              + MAX_NAME);
    }
    requireNamespace(metadata, namespace);
    metadata.remove(
        List.of("managedFields", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
    if (type.status()) {
      object.remove("status");
    }
    if (type.equals(ResourceTypes.PODS)) {
      object.putObject("status").put("phase", "Pending");
    } else if (type.equals(ResourceTypes.NAMESPACES)) {
      object.putObject("status").put("phase", "Active");
    } else if (type.equals(ResourceTypes.DEFINITIONS)) {
      object
          .putObject("status")
          .putArray("conditions")
          .addObject()
          .put("type", "Established")
          .put("status", "True");
    }
    return object;
  }

  /** A copy of the body, which must be an object of this type. */
  static ObjectNode requireType(ResourceType type, JsonNode body) {
    if (!(body instanceof ObjectNode given)) {
      throw ApiException.badRequest("the body must be a JSON object");
    }
    JsonNode metadata = given.path("metadata");
    JsonNode name = metadata.path("name");
    if (!metadata.isMissingNode() && !metadata.isObject()) {
      throw ApiException.badRequest("metadata must be a JSON object");
    }
    if (!name.isMissingNode() && !name.isNull() && !name.isTextual()) {
      throw ApiException.badRequest("metadata.name must be a text");
    }
    ObjectNode object = given.deepCopy();
    requireField(object, "kind", type.kind());
    requireField(object, "apiVersion", type.apiVersion());
    return object;
  }

  private static void requireField(ObjectNode object, String field, String wanted) {
    String found = object.path(field).asText("");
    if (found.isEmpty()) {
      object.put(field, wanted);
    } else if (!found.equals(wanted)) {
      throw ApiException.badRequest(
          field + " is \"" + found + "\", but this path takes \"" + wanted + "\"");
    }
  }

  private static void requireNamespace(ObjectNode metadata, String namespace) {
    String found = metadata.path("namespace").asText("");
    if (namespace.isEmpty()) {
      metadata.remove("namespace");
    } else if (found.isEmpty()) {
      metadata.put("namespace", namespace);
    } else if (!found.equals(namespace)) {
      throw ApiException.badRequest(
          "the namespace of the object ("
              + found
              + ") is not that of the path ("
              + namespace
              + ")");
    }
  }

  private static String suffix(RandomGenerator random) {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      suffix.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
    }
    return suffix.toString();
  }
}
