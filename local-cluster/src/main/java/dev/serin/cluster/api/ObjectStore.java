package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The objects of the cluster, in memory, with the recent history that watches start from.
 *
 * <p>Invariants: every change gets the next resourceVersion; listeners see all changes in that
 * order, each exactly once; an object in the store is never modified, only replaced.
 */
public final class ObjectStore {
  private static final int HISTORY = 10_000;

  private final Map<ObjectKey, ObjectNode> objects = new LinkedHashMap<>();
  private final ArrayDeque<StoreEvent> history = new ArrayDeque<>();
  private final Set<Consumer<StoreEvent>> listeners = new LinkedHashSet<>();
  private long version = 1;

  /** Runs this with the store to itself, so that what it reads stays true until it writes. */
  public synchronized <T> T exclusively(Supplier<T> work) {
    return work.get();
  }

  /** The object at this place. */
  public synchronized Optional<ObjectNode> get(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** The places and objects that fit. */
  public synchronized Map<ObjectKey, ObjectNode> find(Predicate<ObjectKey> fits) {
    Map<ObjectKey, ObjectNode> found = new LinkedHashMap<>();
    objects.forEach(
        (key, object) -> {
          if (fits.test(key)) {
            found.put(key, object);
          }
        });
    return found;
  }

  /** The version of the last change. */
  public synchronized long version() {
    return version;
  }

  /** Puts a copy of this object in place, with the next resourceVersion, and returns it. */
  synchronized ObjectNode put(ObjectKey key, ObjectNode object) {
    ObjectNode stored = withVersion(object);
    Optional<ObjectNode> before = Optional.ofNullable(objects.put(key, stored));
    publish(new StoreEvent(version, key, before, stored, false));
    return stored;
  }

  /** Removes an object that is there, and returns its last state. */
  synchronized ObjectNode remove(ObjectKey key) {
    ObjectNode before = objects.remove(key);
    if (before == null) {
      throw new IllegalStateException(key + " is not in the store");
    }
    ObjectNode last = withVersion(before);
    publish(new StoreEvent(version, key, Optional.of(before), last, true));
    return last;
  }

  /**
   * Tells the listener of every change after a version, first the past ones, at once, and then the
   * coming ones. It is called with the store locked and must only hand on.
   *
   * @return what ends it, or nothing when the changes since that version are no longer known
   */
  public synchronized Optional<Runnable> listen(long after, Consumer<StoreEvent> listener) {
    boolean known =
        after >= version || (!history.isEmpty() && history.getFirst().version() <= after + 1);
    if (!known) {
      return Optional.empty();
    }
    history.stream().filter(event -> event.version() > after).forEach(listener);
    listeners.add(listener);
    return Optional.of(() -> forget(listener));
  }

  private synchronized void forget(Consumer<StoreEvent> listener) {
    listeners.remove(listener);
  }

  private ObjectNode withVersion(ObjectNode object) {
    version++;
    ObjectNode copy = object.deepCopy();
    copy.withObjectProperty("metadata").put("resourceVersion", Long.toString(version));
    return copy;
  }

  private void publish(StoreEvent event) {
    if (history.size() == HISTORY) {
      history.removeFirst();
    }
    history.addLast(event);
    List.copyOf(listeners).forEach(listener -> listener.accept(event));
  }
}
