package dev.serin.rollout.simulation;

import dev.serin.rollout.Decision;
import dev.serin.rollout.Observation;
import java.time.Instant;

/** What decides: the engine, or one that was broken on purpose. */
@FunctionalInterface
public interface Controller {
  /** Decides on what was seen, at a time. */
  Decision decide(Observation observation, Instant now);
}
