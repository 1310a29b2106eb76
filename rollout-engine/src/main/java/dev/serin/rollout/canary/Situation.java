package dev.serin.rollout.canary;

import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Observation;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.replicas.Versions;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a pass knows from the start.
 *
 * @param observation what was seen
 * @param settings how the canary is to be done
 * @param versions who is who
 * @param split how the traffic is split now
 * @param now the time
 */
record Situation(
    Observation observation,
    CanarySettings settings,
    Versions versions,
    TrafficSplit split,
    Instant now) {

  Rollout rollout() {
    return observation.rollout();
  }

  @Nullable ReplicaSet current() {
    return versions.current();
  }

  int currentAvailable() {
    return ReplicaSets.available(versions.current());
  }
}
