package dev.serin.rollout.change;

import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Observation;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.replicas.Versions;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a pass knows from the start, whatever the strategy. */
public interface Pass {

  /** What was seen. */
  Observation observation();

  /** How versions are to be changed. */
  ChangeSettings change();

  /** Who is who. */
  Versions versions();

  /** The time. */
  Instant now();

  /** Whether a version gets requests through a Service or a route now. */
  boolean getsTraffic(String hash);

  /** Whether it does, or may until every proxy knows that it does not any more. */
  boolean mayGetTraffic(String hash, Draft d);

  /** Whether the change waits for a judgement, which may take any time. */
  boolean indefinite(Draft d);

  /** The Rollout. */
  default Rollout rollout() {
    return observation().rollout();
  }

  /** Its name. */
  default String name() {
    return rollout().getMetadata().getName();
  }

  /** The ReplicaSet of the wanted version, once there is one. */
  default @Nullable ReplicaSet current() {
    return versions().current();
  }

  /** Its available pods. */
  default int currentAvailable() {
    return ReplicaSets.available(current());
  }
}
