package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The three kinds of patches: JSON (RFC 6902), JSON merge (RFC 7386), strategic merge. */
final class Patches {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Patches() {}

  /** The object after this patch; the object itself is not modified. */
  static JsonNode apply(ResourceType type, String contentType, JsonNode patch, ObjectNode object) {
    return switch (contentType) {
      case "application/json-patch+json" -> json(object, patch);
      case "application/merge-patch+json" -> merge(object, patch);
      case "application/strategic-merge-patch+json" -> {
        if (type.custom()) {
          throw unsupported(
              "strategic merge patches of custom resources do not exist in Kubernetes");
        }
        yield StrategicMergePatch.apply(object, patch);
      }
      default -> throw unsupported("\"" + contentType + "\" is no kind of patch");
    };
  }

  private static JsonNode json(ObjectNode object, JsonNode patch) {
    try {
      return JsonPatch.apply(patch, asRead(object));
    } catch (JsonPatchException e) {
      throw new ApiException(422, "Invalid", "the JSON patch does not fit: " + e.getMessage());
    }
  }

  /**
   * A copy as it comes from its text. Jackson holds a 2 that was computed and a 2 that was read for
   * different numbers, and a patch's test compares what was read.
   */
  private static JsonNode asRead(ObjectNode object) {
    try {
      return JSON.readTree(JSON.writeValueAsBytes(object));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses server-side apply, also of an object that is not there yet. */
  static void refuseApply(String contentType) {
    if (contentType.startsWith("application/apply-patch")) {
      throw unsupported(Absence.SERVER_SIDE_APPLY.message() + ": use a merge patch or an update");
    }
  }

  static ApiException unsupported(String message) {
    return new ApiException(415, "UnsupportedMediaType", message);
  }

  private static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    ObjectNode merged = copyOfObject(target);
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                merged.remove(field.getKey());
              } else {
                merged.set(field.getKey(), merge(merged.path(field.getKey()), field.getValue()));
              }
            });
    return merged;
  }

  private static ObjectNode copyOfObject(JsonNode node) {
    return node.isObject() ? ((ObjectNode) node).deepCopy() : JsonNodeFactory.instance.objectNode();
  }
}
