package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import java.util.List;
import java.util.function.Predicate;

/** Series whose first two labels are the namespace and the name of an object. */
final class Keyed {

  /** Argo's names of the two labels. */
  static final List<String> LABELS = List.of("namespace", "name");

  private Keyed() {}

  /** Whether label values are about an object. */
  static Predicate<List<String>> about(ObjectKey key) {
    return values -> values.get(0).equals(key.namespace()) && values.get(1).equals(key.name());
  }
}
