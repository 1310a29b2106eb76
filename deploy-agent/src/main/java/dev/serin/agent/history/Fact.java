package dev.serin.agent.history;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that has happened in a {@link Chapter}.
 *
 * @param kind what
 * @param id names it within the chapter; the same whenever it is derived again
 * @param perAttempt whether it can happen again when the rollout is tried again after an abort
 * @param at when it happened, or was found
 * @param exact whether the cluster says when it happened
 * @param step index of the step of the canary, from 0; null when it is not about one
 * @param weight the canary's share of the traffic, 0 to 100; null when it is not about that
 * @param details more about it
 */
public record Fact(
    HistoryKind kind,
    String id,
    boolean perAttempt,
    Instant at,
    boolean exact,
    @Nullable Integer step,
    @Nullable Integer weight,
    Map<String, Object> details) {

  /** Copies the map. */
  public Fact {
    details = Map.copyOf(details);
  }
}
