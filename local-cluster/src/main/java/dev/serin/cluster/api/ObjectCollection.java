package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A collection of objects that a client lists, watches or deletes: a path and two selectors. */
final class ObjectCollection {
  private final ObjectStore store;
  private final ApiPath path;
  private final Predicate<JsonNode> selected;

  ObjectCollection(ObjectStore store, ApiPath path, String labelSelector, String fieldSelector) {
    this.store = store;
    this.path = path;
    this.selected = Selectors.labels(labelSelector).and(Selectors.fields(fieldSelector));
  }

  /** The objects in it now. */
  Map<ObjectKey, ObjectNode> objects() {
    Map<ObjectKey, ObjectNode> objects = new LinkedHashMap<>(store.find(path::holds));
    objects.values().removeIf(selected.negate());
    return objects;
  }

  /** The answer to a list request. */
  ObjectNode list() {
    return store.exclusively(
        () -> {
          ObjectNode list = JsonNodeFactory.instance.objectNode();
          list.put("kind", path.type().kind() + "List");
          list.put("apiVersion", path.type().apiVersion());
          list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
          ArrayNode items = list.putArray("items");
          objects().values().forEach(items::add);
          return list;
        });
  }

  /**
   * Hands on the events of a watch, in order.
   *
   * @param resourceVersion where to start: after this version, or empty or 0 for all that is there
   *     now and what follows
   * @return what ends it, or nothing when the version is too old
   */
  Optional<Runnable> watch(String resourceVersion, Consumer<ObjectNode> events) {
    return store.exclusively(
        () -> {
          long after;
          if (resourceVersion.isEmpty() || resourceVersion.equals("0")) {
            objects().values().forEach(object -> events.accept(event("ADDED", object)));
            after = store.version();
          } else {
            after = parsed(resourceVersion);
          }
          return store.listen(after, change -> translate(change).ifPresent(events));
        });
  }

  private Optional<ObjectNode> translate(StoreEvent change) {
    if (!path.holds(change.key())) {
      return Optional.empty();
    }
    boolean was = change.before().filter(selected).isPresent();
    boolean is = !change.deleted() && selected.test(change.after());
    if (was && is) {
      return Optional.of(event("MODIFIED", change.after()));
    }
    if (is) {
      return Optional.of(event("ADDED", change.after()));
    }
    return was ? Optional.of(event("DELETED", change.after())) : Optional.empty();
  }

  /** An event of a watch. */
  static ObjectNode event(String type, ObjectNode object) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
    event.set("object", object);
    return event;
  }

  private static long parsed(String resourceVersion) {
    try {
      return Long.parseLong(resourceVersion);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest("\"" + resourceVersion + "\" is no resourceVersion");
    }
  }
}
