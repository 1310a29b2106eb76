package dev.serin.argo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable copies of what came over the wire, in its order; what is missing is empty. */
public final class Wire {
  private Wire() {}

  /** An unmodifiable copy, without null elements. */
  public static <T> List<T> list(@Nullable List<T> list) {
    if (list == null || list.isEmpty()) {
      return List.of();
    }
    List<T> copy = new ArrayList<>(list);
    copy.removeIf(element -> element == null);
    return Collections.unmodifiableList(copy);
  }

  /** An unmodifiable copy in the same order; null values are kept, since they mean something. */
  public static <K, V> Map<K, V> map(@Nullable Map<K, V> map) {
    if (map == null || map.isEmpty()) {
      return Map.of();
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
