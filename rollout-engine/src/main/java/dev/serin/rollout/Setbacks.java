package dev.serin.rollout;

import java.util.Map;
import java.util.Optional;

/**
 * What the API server has refused of what was decided, and has not taken since.
 *
 * @param replicaSets names of ReplicaSets that it does not create, and what it says
 * @param traffic what it says to changes of Services and routes; empty when it takes them
 */
public record Setbacks(Map<String, String> replicaSets, Optional<String> traffic) {

  /** It takes everything. */
  public static final Setbacks NONE = new Setbacks(Map.of(), Optional.empty());

  /** Copies the map. */
  public Setbacks {
    replicaSets = Map.copyOf(replicaSets);
  }
}
