package dev.serin.rollout.simulation;

import java.time.Instant;

/** How long the pods of an image take until they are available. */
@FunctionalInterface
public interface PodBehaviour {
  /** The time from which a pod made now is available; far away: never. */
  Instant available(String image, Instant now);
}
