package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.argo.rollout.Rollout;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each rollout came to its current step. No field of its status tells, so this is known only
 * for steps that were begun while this process has been looking.
 */
final class StepStarts {

  private record Start(int step, Instant at) {}

  private final Map<ObjectKey, Start> starts = new ConcurrentHashMap<>();
  private final InstantSource clock;

  StepStarts(ObjectStore<Rollout> rollouts, InstantSource clock) {
    this.clock = clock;
    rollouts.listen(this::changed);
  }

  private void changed(ObjectKey key, @Nullable Rollout before, @Nullable Rollout after) {
    Integer step = step(after);
    if (step == null) {
      starts.remove(key);
    } else if (before != null && !Objects.equals(step(before), step)) {
      starts.put(key, new Start(step, clock.instant()));
    }
  }

  private static @Nullable Integer step(@Nullable Rollout rollout) {
    return rollout == null || rollout.getStatus() == null
        ? null
        : rollout.getStatus().currentStepIndex();
  }

  /** The metric. */
  ReadFamily family() {
    return ReadFamily.gauge(
        "serin_rollout_step_since_timestamp_seconds",
        "When each rollout came to its current step.",
        List.of(SerinFamilies.NAMESPACE, SerinFamilies.ROLLOUT, "step"),
        series ->
            starts.forEach(
                (key, start) ->
                    series.add(
                        start.at().toEpochMilli() / 1000.0,
                        key.namespace(),
                        key.name(),
                        Integer.toString(start.step()))));
  }
}
