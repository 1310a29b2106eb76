package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutDuration;
import dev.serin.argo.rollout.RolloutStatus;
import io.prometheus.client.Collector;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts changes of version that have ended, by how they ended and how long they took, and those
 * that were taken back. A change is counted when the status that tells of its end is written, so
 * that a pass that is repeated does not count it again.
 */
final class CompletedChanges {

  private static final List<String> STATUS = List.of("status");

  /** How a change can end, as the status of the Rollout has it. */
  private static final List<String> ENDS =
      List.of("Promoted", "FastPromoted", "Aborted", "Superseded", "RolledBack", "FastRolledBack");

  private final HistogramFamily whole =
      new HistogramFamily(
          "rollout_duration_seconds",
          "Time from the beginning of a change to its end.",
          STATUS,
          30,
          60,
          120,
          300,
          600,
          1200,
          1800,
          3600,
          7200,
          14400,
          28800);
  private final HistogramFamily progression =
      new HistogramFamily(
          "rollout_progression_duration_seconds",
          "The same without the time spent waiting for people.",
          STATUS,
          30,
          60,
          120,
          300,
          600,
          900,
          1800,
          3600);
  private final HistogramFamily manualPause =
      new HistogramFamily(
          "rollout_manual_pause_duration_seconds",
          "Time that a change spent waiting for people.",
          STATUS,
          0,
          60,
          300,
          600,
          1800,
          3600,
          7200,
          14400,
          28800);
  private final CounterFamily rollbacks =
      new CounterFamily("serin_rollbacks_total", "", SerinFamilies.KEY);
  private final ObjectStore<Rollout> rollouts;

  CompletedChanges(ObjectStore<Rollout> rollouts) {
    this.rollouts = rollouts;
    for (String end : ENDS) {
      whole.begin(end);
      progression.begin(end);
      manualPause.begin(end);
    }
  }

  /** The metrics of what has happened. */
  List<Collector> families() {
    return List.of(whole, progression, manualPause);
  }

  /** The metrics of each rollout. */
  List<ReadFamily> state() {
    return List.of(
        ReadFamily.counter(
            "serin_rollbacks_total",
            "Changes of version that were taken back.",
            SerinFamilies.KEY,
            this::rollbacks));
  }

  /** Starts at zero for every rollout, so that the first rollback is seen to add one. */
  private void rollbacks(Series series) {
    for (Rollout rollout : rollouts.all()) {
      ObjectKey key = ObjectKey.of(rollout);
      long count = rollbacks.value(key.namespace(), key.name());
      series.add((double) count, key.namespace(), key.name());
    }
  }

  /** The status of a rollout was written. */
  void written(ObjectKey key, @Nullable RolloutStatus before, RolloutStatus after) {
    boolean known = before != null && before.abortedAt() != null;
    if (after.aborted() && after.abortedAt() != null && !known) {
      rollbacks.count(key.namespace(), key.name());
    }
    RolloutDuration now = after.duration();
    RolloutDuration then = before == null ? null : before.duration();
    if (now != null && (then == null || !Objects.equals(then.finishedAt(), now.finishedAt()))) {
      finished(now);
    }
  }

  private void finished(RolloutDuration change) {
    String how = change.completionStatus();
    if (change.rolloutStartedAt() == null || change.finishedAt() == null || how == null) {
      return;
    }
    Duration all = Duration.between(change.rolloutStartedAt(), change.finishedAt());
    Integer seconds = change.totalManualPauseDurationSeconds();
    Duration paused = Duration.ofSeconds(seconds == null ? 0 : seconds);
    whole.observe(all, how);
    progression.observe(all.minus(paused), how);
    manualPause.observe(paused, how);
  }

  /** A rollout exists no more. */
  void forget(ObjectKey key) {
    rollbacks.forget(Keyed.about(key));
  }
}
