package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;

/**
 * How to delete. Foreground deletion is done as background deletion here: the owner goes first.
 *
 * @param gracePeriod seconds that a pod has to end, when the client says
 * @param orphan whether the dependents stay
 * @param uid the uid that the object must have, or empty
 * @param resourceVersion the version that it must have, or empty
 */
public record DeleteOptions(
    OptionalLong gracePeriod, boolean orphan, String uid, String resourceVersion) {
  private static final long DEFAULT_GRACE = 30;

  /** At once: no grace period, dependents are collected. */
  public static final DeleteOptions NOW = new DeleteOptions(OptionalLong.of(0), false, "", "");

  /** With the object's own grace period; dependents are collected. */
  public static final DeleteOptions ORDERLY =
      new DeleteOptions(OptionalLong.empty(), false, "", "");

  /** Reads a body of kind DeleteOptions, which may be missing. */
  static DeleteOptions of(JsonNode body) {
    JsonNode grace = body.path("gracePeriodSeconds");
    return new DeleteOptions(
        grace.canConvertToLong() ? OptionalLong.of(grace.asLong()) : OptionalLong.empty(),
        body.path("propagationPolicy").asText("").equals("Orphan")
            || body.path("orphanDependents").asBoolean(false),
        body.path("preconditions").path("uid").asText(""),
        body.path("preconditions").path("resourceVersion").asText(""));
  }

  /** These options only for the object with this uid. */
  public DeleteOptions onlyUid(String wanted) {
    return new DeleteOptions(gracePeriod, orphan, wanted, resourceVersion);
  }

  void check(ObjectKey key, ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    if ((!uid.isEmpty() && !uid.equals(metadata.path("uid").asText()))
        || (!resourceVersion.isEmpty()
            && !resourceVersion.equals(metadata.path("resourceVersion").asText()))) {
      throw ApiException.conflict(key.type(), key.name(), "the precondition does not hold");
    }
  }

  long graceSeconds(ResourceType type, ObjectNode object) {
    if (!type.deletedGracefully()) {
      return 0;
    }
    long wanted = object.path("spec").path("terminationGracePeriodSeconds").asLong(DEFAULT_GRACE);
    return Math.max(0, gracePeriod.orElse(wanted));
  }
}
