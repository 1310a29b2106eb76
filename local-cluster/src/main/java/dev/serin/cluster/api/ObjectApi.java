package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What writing means in Kubernetes, over an {@link ObjectStore}.
 *
 * <ol>
 *   <li>A write to the object itself leaves the status alone where there is a status subresource,
 *       and a write to the status leaves all else alone.
 *   <li>A write that names a resourceVersion or uid other than the current one is a conflict.
 *   <li>A write that changes nothing makes no new version and no event.
 *   <li>metadata.generation grows when anything but metadata and status changes, and on deletion.
 *   <li>Deleting marks objects with finalizers, pods and namespaces as terminating; the others, and
 *       marked ones whose last finalizer goes, are removed.
 * </ol>
 */
public final class ObjectApi {
  private final ObjectStore store;
  private final ResourceTypes types;
  private final InstantSource clock;
  private final RandomGenerator random;

  /** The writes of one store. */
  public ObjectApi(
      ObjectStore store, ResourceTypes types, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.types = types;
    this.clock = clock;
    this.random = random;
  }

  /** The object, or a 404. */
  public ObjectNode get(ObjectKey key) {
    return store.get(key).orElseThrow(() -> ApiException.notFound(key.type(), key.name()));
  }

  /** Creates an object, with a generated name when it has none but a generateName. */
  public ObjectNode create(ResourceType type, String namespace, JsonNode body, boolean dryRun) {
    return store.exclusively(
        () -> {
          ObjectNode object = NewObject.checked(type, namespace, body, random);
          String name = object.path("metadata").path("name").asText();
          ObjectKey key = new ObjectKey(type, namespace, name);
          requireNamespace(type, namespace, name);
          if (store.get(key).isPresent()) {
            throw ApiException.alreadyExists(type, name);
          }
          ObjectNode metadata = object.withObjectProperty("metadata");
          metadata.put("uid", new UUID(random.nextLong(), random.nextLong()).toString());
          metadata.put("creationTimestamp", Times.seconds(clock.instant()));
          if (type.hasGeneration()) {
            metadata.put("generation", 1);
          }
          Shapes.require(type, object);
          Defaults.fill(type, object);
          if (dryRun) {
            return object;
          }
          if (type.equals(ResourceTypes.DEFINITIONS)) {
            types.register(object);
          }
          return store.put(key, object);
        });
  }

  /** Replaces an object, or only its status. */
  public ObjectNode update(ObjectKey key, boolean status, JsonNode body, boolean dryRun) {
    return store.exclusively(
        () -> {
          ObjectNode current = get(key);
          if (key.type().custom()
              && body.path("metadata").path("resourceVersion").asText("").isEmpty()) {
            throw ApiException.invalid(
                key.type(), key.name(), "metadata.resourceVersion must be specified for an update");
          }
          return replace(key, status, current, body, dryRun);
        });
  }

  /** Patches an object, or only its status. */
  public ObjectNode patch(
      ObjectKey key, boolean status, String contentType, JsonNode patch, boolean dryRun) {
    return store.exclusively(
        () -> {
          ObjectNode current = get(key);
          JsonNode patched = Patches.apply(key.type(), contentType, patch, current);
          return replace(key, status, current, patched, dryRun);
        });
  }

  /** Deletes an object, or marks it as terminating; its last or marked state. */
  public ObjectNode delete(ObjectKey key, DeleteOptions options) {
    return store.exclusively(
        () -> {
          ObjectNode current = get(key);
          options.check(key, current);
          if (options.orphan()) {
            orphanDependents(current.path("metadata").path("uid").asText());
          }
          JsonNode metadata = current.path("metadata");
          boolean marked = metadata.has("deletionTimestamp");
          long grace = options.graceSeconds(key.type(), current);
          boolean waits = key.type().deletedGracefully() && grace > 0;
          if (metadata.path("finalizers").isEmpty() && !waits) {
            return store.remove(key);
          }
          boolean sooner =
              grace < metadata.path("deletionGracePeriodSeconds").asLong(Long.MAX_VALUE);
          if (marked && !(key.type().deletedGracefully() && sooner)) {
            return current;
          }
          ObjectNode terminating = current.deepCopy();
          ObjectNode changed = terminating.withObjectProperty("metadata");
          changed.put("deletionTimestamp", Times.seconds(clock.instant().plusSeconds(grace)));
          changed.put("deletionGracePeriodSeconds", grace);
          if (key.type().equals(ResourceTypes.NAMESPACES)) {
            terminating.withObjectProperty("status").put("phase", "Terminating");
          }
          if (key.type().hasGeneration() && !marked) {
            changed.put("generation", metadata.path("generation").asLong() + 1);
          }
          return store.put(key, terminating);
        });
  }

  private ObjectNode replace(
      ObjectKey key, boolean status, ObjectNode current, JsonNode wanted, boolean dryRun) {
    ObjectNode next = Replacement.of(key, status, current, wanted);
    Shapes.require(key.type(), next);
    if (!status) {
      Defaults.fill(key.type(), next);
    }
    if (next.equals(current) || dryRun) {
      return next;
    }
    JsonNode metadata = next.path("metadata");
    boolean finished =
        metadata.has("deletionTimestamp")
            && metadata.path("finalizers").isEmpty()
            && metadata.path("deletionGracePeriodSeconds").asLong() == 0;
    ObjectNode stored = store.put(key, next);
    return finished ? store.remove(key) : stored;
  }

  private void requireNamespace(ResourceType type, String namespace, String name) {
    if (!type.namespaced()) {
      return;
    }
    ObjectKey key = new ObjectKey(ResourceTypes.NAMESPACES, "", namespace);
    if (get(key).path("metadata").has("deletionTimestamp")) {
      throw new ApiException(
          403,
          "Forbidden",
          type.qualifiedName()
              + " \""
              + name
              + "\" is forbidden: the namespace "
              + namespace
              + " is being terminated");
    }
  }

  private void orphanDependents(String owner) {
    Map<ObjectKey, ObjectNode> all = store.find(key -> true);
    all.forEach(
        (key, object) -> {
          ObjectNode orphan = object.deepCopy();
          if (Owners.remove(orphan, owner)) {
            store.put(key, orphan);
          }
        });
  }
}
