package dev.serin.argo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * JSON merge patches (RFC 7386) that hold only what changed.
 *
 * <p>Algorithm: walk both objects; a field that is gone becomes an explicit {@code null} (the only
 * way in which a merge patch removes it), an object that is in both is compared field by field, and
 * anything else that differs (arrays too) is written whole. Invariant: {@code apply(before,
 * between(before, after))} equals {@code after}, as long as {@code after} holds no nulls.
 */
public final class MergePatch {
  private MergePatch() {}

  /** The patch that turns one object into the other, or nothing when they are equal. */
  public static Optional<ObjectNode> between(JsonNode before, JsonNode after) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    before
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!after.hasNonNull(name) && before.hasNonNull(name)) {
                patch.putNull(name);
              }
            });
    after
        .properties()
        .forEach(
            field -> {
              JsonNode old = before.get(field.getKey());
              JsonNode value = field.getValue();
              if (value.isNull() || value.equals(old)) {
                return;
              }
              if (value.isObject() && old != null && old.isObject()) {
                between(old, value).ifPresent(inner -> patch.set(field.getKey(), inner));
              } else {
                patch.set(field.getKey(), value.deepCopy());
              }
            });
    return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
  }

  /** The object after the patch; the arguments stay as they are. */
  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    ObjectNode result =
        target.isObject() ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                result.remove(field.getKey());
              } else {
                JsonNode old = result.path(field.getKey());
                result.set(field.getKey(), apply(old, field.getValue()));
              }
            });
    return result;
  }
}
