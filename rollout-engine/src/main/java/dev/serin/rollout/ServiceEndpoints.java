package dev.serin.rollout;

import java.time.Instant;
import java.util.Map;

/**
 * Who answers behind a Service, by its EndpointSlices.
 *
 * @param ready ready endpoints by version (pod template hash); those of other pods under ""
 * @param since when this state was seen first by this process
 */
public record ServiceEndpoints(Map<String, Integer> ready, Instant since) {

  /** Copies the map. */
  public ServiceEndpoints {
    ready = Map.copyOf(ready);
  }

  /** Ready endpoints of a version. */
  public int ready(String hash) {
    return ready.getOrDefault(hash, 0);
  }

  /** Whether some ready endpoint is not of that version. */
  public boolean hasOthersThan(String hash) {
    return ready.entrySet().stream()
        .anyMatch(entry -> entry.getValue() > 0 && !entry.getKey().equals(hash));
  }
}
