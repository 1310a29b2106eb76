package dev.serin.agent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind, as they were last seen or last written.
 *
 * <ol>
 *   <li>What a watch reports and what the answer to an own write says both go in by {@link #seen}.
 *   <li>The newer one stays, by resource version: so the agent reads its own writes although the
 *       watch lags, and an old report does not undo them.
 *   <li>{@link #gone} takes an object out, unless another one with the same name has come meanwhile
 *       (its uid tells).
 *   <li>Listeners are told of every change, after it can be read.
 * </ol>
 *
 * Reads need no lock. Resource versions are compared as numbers, as the API's conventions now
 * allow; one that is no number counts as newest.
 *
 * @param <T> what is kept of each object
 */
public final class ObjectStore<T> {

  /** Is told of changes. */
  @FunctionalInterface
  public interface Listener<T> {
    /**
     * An object has come, changed or gone.
     *
     * @param before what was kept of it, null if it is new
     * @param after what is kept of it now, null if it is gone
     */
    void changed(ObjectKey key, @Nullable T before, @Nullable T after);
  }

  private record Entry<T>(T value, String uid, long version) {
    boolean newerThan(Entry<T> other) {
      return version == OPAQUE || version > other.version;
    }
  }

  private static final long OPAQUE = Long.MAX_VALUE;

  private final Map<ObjectKey, Entry<T>> entries = new ConcurrentHashMap<>();
  private final List<Index<T>> indexes = new CopyOnWriteArrayList<>();
  private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();

  /** Adds an index; before the first object comes. */
  public Index<T> index(Function<T, List<String>> termsOf) {
    Index<T> index = new Index<>(this, termsOf);
    indexes.add(index);
    return index;
  }

  /** Adds a listener, which is told of what changes from now on. */
  public Subscription listen(Listener<T> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** The object, if it is known. */
  public Optional<T> get(ObjectKey key) {
    return Optional.ofNullable(getOrNull(key));
  }

  /** All objects, in no particular order. */
  public List<T> all() {
    List<T> values = new ArrayList<>();
    entries.values().forEach(entry -> values.add(entry.value()));
    return values;
  }

  @Nullable T getOrNull(ObjectKey key) {
    Entry<T> entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /**
   * An object as the API server sent it.
   *
   * @param object tells the key, uid and resource version
   * @param value what is to be kept of it
   */
  public void seen(HasMetadata object, T value) {
    ObjectKey key = ObjectKey.of(object);
    Entry<T> entry = new Entry<>(value, uid(object), version(object));
    @Nullable T before;
    synchronized (this) {
      Entry<T> known = entries.get(key);
      if (known != null && known.uid().equals(entry.uid()) && !entry.newerThan(known)) {
        return;
      }
      before = known == null ? null : known.value();
      entries.put(key, entry);
      for (Index<T> index : indexes) {
        if (before != null) {
          index.removed(key, before);
        }
        index.added(key, value);
      }
    }
    tell(key, before, value);
  }

  /** Whether an object as it was sent is no news: it, or a newer version of it, was seen. */
  boolean knows(HasMetadata object) {
    Entry<T> known = entries.get(ObjectKey.of(object));
    return known != null
        && known.uid().equals(uid(object))
        && version(object) != OPAQUE
        && version(object) <= known.version();
  }

  /** An object does not exist any more. */
  public void gone(HasMetadata object) {
    ObjectKey key = ObjectKey.of(object);
    Entry<T> known;
    synchronized (this) {
      known = entries.get(key);
      if (known == null || !known.uid().equals(uid(object))) {
        return;
      }
      entries.remove(key);
      for (Index<T> index : indexes) {
        index.removed(key, known.value());
      }
    }
    tell(key, known.value(), null);
  }

  private void tell(ObjectKey key, @Nullable T before, @Nullable T after) {
    listeners.forEach(listener -> listener.changed(key, before, after));
  }

  private static String uid(HasMetadata object) {
    String uid = object.getMetadata().getUid();
    return uid == null ? "" : uid;
  }

  private static long version(HasMetadata object) {
    String version = object.getMetadata().getResourceVersion();
    try {
      return version == null ? OPAQUE : Long.parseLong(version);
    } catch (NumberFormatException opaque) {
      return OPAQUE;
    }
  }
}
