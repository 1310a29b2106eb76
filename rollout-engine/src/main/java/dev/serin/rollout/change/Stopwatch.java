package dev.serin.rollout.change;

import dev.serin.argo.WireTime;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutDuration;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long a change takes ({@code status.duration}).
 *
 * <p>Algorithm: it starts with another template or other steps, and with a retry; it ends when the
 * new version is stable and has its pods, with an abort, and when another change supersedes this
 * one. What ends it is noted; going back to an older version goes on under the same start. Waiting
 * for people is counted apart.
 */
final class Stopwatch {
  private Stopwatch() {}

  static void update(Pass p, Draft d, boolean waitsForPeople) {
    Instant now = WireTime.truncate(p.now());
    boolean there = Lifecycle.stable(p, d) && p.currentAvailable() >= p.change().replicas();
    RolloutDuration before = d.before().duration();
    RolloutDuration clock =
        before != null && running(before) ? goesOn(before, there, p, d) : before;
    boolean begins = d.restarted() ? !there : retried(d);
    if (begins && (clock == null || !running(clock))) {
      clock = new RolloutDuration(now, null, null, null, null, Map.of());
    }
    RolloutDuration result =
        clock != null && running(clock) ? pausing(clock, now, waitsForPeople) : clock;
    d.update(b -> b.duration(result));
  }

  private static RolloutDuration goesOn(RolloutDuration before, boolean there, Pass p, Draft d) {
    Instant now = WireTime.truncate(p.now());
    RolloutDuration clock = before;
    if (d.restarted()) {
      if (!Rollbacks.any(p, d)) {
        return finished(clock, now, "Superseded");
      }
      boolean fast = Rollbacks.withinWindow(p, d) || Lifecycle.stable(p, d);
      clock = noted(clock, fast ? "FastRolledBack" : "RolledBack");
    }
    String how = clock.completionStatus();
    if (how == null && d.before().fullPromotion() && Lifecycle.stable(p, d)) {
      how = "FastPromoted";
      clock = noted(clock, how);
    }
    if (there) {
      return finished(clock, now, how == null ? "Promoted" : how);
    }
    return d.status().aborted() ? finished(clock, now, how == null ? "Aborted" : how) : clock;
  }

  private static boolean retried(Draft d) {
    Optional<RolloutCondition> before =
        Conditions.find(d.before().conditions(), Conditions.PROGRESSING);
    return !d.status().aborted()
        && before.filter(c -> Reasons.ROLLOUT_ABORTED.equals(c.reason())).isPresent();
  }

  private static boolean running(RolloutDuration clock) {
    return clock.rolloutStartedAt() != null && clock.finishedAt() == null;
  }

  private static RolloutDuration pausing(RolloutDuration clock, Instant now, boolean pause) {
    Instant since = clock.manualPauseStartedAt();
    if (pause == (since != null)) {
      return clock;
    }
    return new RolloutDuration(
        clock.rolloutStartedAt(),
        pause ? now : null,
        total(clock, now),
        null,
        clock.completionStatus(),
        clock.unknown());
  }

  private static @Nullable Integer total(RolloutDuration clock, Instant now) {
    Instant since = clock.manualPauseStartedAt();
    Integer before = clock.totalManualPauseDurationSeconds();
    return since == null
        ? before
        : Integer.valueOf(
            (before == null ? 0 : before) + (int) Duration.between(since, now).toSeconds());
  }

  private static RolloutDuration noted(RolloutDuration clock, String how) {
    return new RolloutDuration(
        clock.rolloutStartedAt(),
        clock.manualPauseStartedAt(),
        clock.totalManualPauseDurationSeconds(),
        null,
        how,
        clock.unknown());
  }

  private static RolloutDuration finished(RolloutDuration clock, Instant now, String how) {
    return new RolloutDuration(
        clock.rolloutStartedAt(), null, total(clock, now), now, how, clock.unknown());
  }
}
