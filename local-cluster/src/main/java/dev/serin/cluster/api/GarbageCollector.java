package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Deletes what nothing owns any more, and the contents of terminating namespaces.
 *
 * <ol>
 *   <li>Any change that can orphan something (an object gone, or one with owners written, or a
 *       namespace marked) asks for a sweep; sweeps that are asked for at once become one.
 *   <li>A sweep deletes objects that have owners of which none exists, in the background manner.
 *   <li>It deletes all objects in terminating namespaces, and such a namespace when it is empty.
 * </ol>
 */
public final class GarbageCollector implements AutoCloseable {
  private final ObjectStore store;
  private final ObjectApi api;
  private final Runnable stopListening;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final ExecutorService sweeper =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "garbage-collector");
            thread.setDaemon(true);
            return thread;
          });

  /** Starts to collect. */
  public GarbageCollector(ObjectStore store, ObjectApi api) {
    this.store = store;
    this.api = api;
    this.stopListening = store.listen(store.version(), this::changed).orElseThrow();
  }

  @Override
  public void close() {
    stopListening.run();
    sweeper.shutdown();
  }

  private void changed(StoreEvent event) {
    boolean matters =
        event.deleted()
            || (event.before().isEmpty() && !Owners.of(event.after()).isEmpty())
            || event.key().type().equals(ResourceTypes.NAMESPACES);
    if (matters && asked.compareAndSet(false, true)) {
      try {
        sweeper.execute(this::sweep);
      } catch (RejectedExecutionException closed) {
        asked.set(true);
      }
    }
  }

  private void sweep() {
    asked.set(false);
    Map<ObjectKey, ObjectNode> all = store.find(key -> true);
    Set<String> uids = new HashSet<>();
    all.values().forEach(object -> uids.add(uid(object)));
    all.forEach(
        (key, object) -> {
          Set<String> owners = Owners.of(object);
          boolean orphan = !owners.isEmpty() && owners.stream().noneMatch(uids::contains);
          if ((orphan || namespaceEnds(key)) && !object.path("metadata").has("deletionTimestamp")) {
            delete(key, object, DeleteOptions.ORDERLY);
          }
        });
    all.forEach(
        (key, object) -> {
          if (key.type().equals(ResourceTypes.NAMESPACES)
              && object.path("metadata").has("deletionTimestamp")
              && store.find(each -> each.namespace().equals(key.name())).isEmpty()) {
            delete(key, object, DeleteOptions.NOW);
          }
        });
  }

  private boolean namespaceEnds(ObjectKey key) {
    return !key.namespace().isEmpty()
        && store
            .get(new ObjectKey(ResourceTypes.NAMESPACES, "", key.namespace()))
            .map(namespace -> namespace.path("metadata").has("deletionTimestamp"))
            .orElse(true);
  }

  private void delete(ObjectKey key, ObjectNode object, DeleteOptions options) {
    store.exclusively(
        () -> {
          boolean same = store.get(key).map(now -> uid(now).equals(uid(object))).orElse(false);
          return same ? api.delete(key, options.onlyUid(uid(object))) : object;
        });
  }

  private static String uid(ObjectNode object) {
    return object.path("metadata").path("uid").asText();
  }
}
