package dev.serin.rollout.experiment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What could not be made for an Experiment, and trying again is of no use.
 *
 * @param taken kind and name of objects that somebody else has
 * @param refused kind and name of objects that the API server refuses, and what it says
 */
public record Obstacles(Set<String> taken, Map<String, String> refused) {

  /** Nothing is in the way. */
  public static final Obstacles NONE = new Obstacles(Set.of(), Map.of());

  /** Copies the collections. */
  public Obstacles {
    taken = Set.copyOf(taken);
    refused = Map.copyOf(refused);
  }

  /** How an object is called here. */
  public static String key(String kind, String name) {
    return kind + " " + name;
  }

  /** Whether somebody else has an object of that name. */
  boolean taken(HasMetadata object) {
    return taken.contains(key(object.getKind(), object.getMetadata().getName()));
  }

  /** Why an object cannot be made, in the words of the API server. */
  Optional<String> against(HasMetadata object) {
    String name = object.getMetadata().getName();
    String reason = refused.get(key(object.getKind(), name));
    return reason == null && taken(object)
        ? Optional.of(
            "%s %s already exists and is not controlled by this experiment"
                .formatted(object.getKind(), name))
        : Optional.ofNullable(reason);
  }
}
