package dev.serin.agent.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds the objects of an {@link ObjectStore} by something that they say of themselves, such as
 * their owner.
 *
 * @param <T> the kind of object
 */
public final class Index<T> {

  private final ObjectStore<T> store;
  private final Function<T, List<String>> termsOf;
  private final Map<String, Set<ObjectKey>> keys = new ConcurrentHashMap<>();

  Index(ObjectStore<T> store, Function<T, List<String>> termsOf) {
    this.store = store;
    this.termsOf = termsOf;
  }

  /** The objects with this term, in no particular order. */
  public List<T> get(String term) {
    return keys.getOrDefault(term, Set.of()).stream()
        .map(store::getOrNull)
        .filter(Objects::nonNull)
        .filter(object -> termsOf.apply(object).contains(term))
        .toList();
  }

  void added(ObjectKey key, T object) {
    for (String term : termsOf.apply(object)) {
      keys.compute(
          term,
          (any, known) -> {
            Set<ObjectKey> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(key);
            return all;
          });
    }
  }

  void removed(ObjectKey key, T object) {
    for (String term : termsOf.apply(object)) {
      keys.computeIfPresent(
          term,
          (any, known) -> {
            known.remove(key);
            return known.isEmpty() ? null : known;
          });
    }
  }
}
