package dev.serin.rollout;

import java.time.Instant;
import java.util.Map;

/**
 * What matters of a pod of a rollout.
 *
 * @param name its name
 * @param version its pod template hash
 * @param created when it was made
 * @param available whether it is available, and not about to go
 * @param leaving whether it is about to go
 * @param labels its labels
 * @param annotations its annotations, as far as they are kept
 */
public record PodFacts(
    String name,
    String version,
    Instant created,
    boolean available,
    boolean leaving,
    Map<String, String> labels,
    Map<String, String> annotations) {

  /** Copies the maps. */
  public PodFacts {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
