package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStep;
import dev.serin.rollout.Observation;
import dev.serin.rollout.change.ChangeSettings;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pass;
import dev.serin.rollout.replicas.Versions;
import dev.serin.rollout.traffic.Confirmation;
import java.time.Instant;

/**
 * What a pass over a canary knows from the start.
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
    Instant now)
    implements Pass {

  /** The same with the Services in the roles that the draft gives them. */
  Situation withRoles(Draft d) {
    CanarySettings other = settings.withRoles(d.status());
    return other.equals(settings)
        ? this
        : new Situation(observation, other, versions, TrafficSplit.of(observation, other), now);
  }

  @Override
  public ChangeSettings change() {
    return settings.change();
  }

  @Override
  public boolean getsTraffic(String hash) {
    return split.sendsTo(hash);
  }

  @Override
  public boolean mayGetTraffic(String hash, Draft d) {
    Confirmation unused = split.unused(hash, now);
    unused.lookAgain().ifPresent(d::wakeAt);
    return !unused.confirmed();
  }

  @Override
  public boolean indefinite(Draft d) {
    CanaryStep step = settings.step(Lifecycle.index(d));
    return step != null
        && (step.analysis() != null || step.experiment() != null || step.plugin() != null);
  }
}
