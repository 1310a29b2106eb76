package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the time from a reason to go back to the traffic being back.
 *
 * <ol>
 *   <li>A bad verdict, or an operator's abort, starts the clock of a rollout, unless it runs.
 *   <li>The first pass that began later and moved traffic back without an error stops it.
 *   <li>A pass that began later, had no error and nothing to move back stops it too, without a
 *       time: the verdict had no consequence, or the traffic was back already.
 * </ol>
 */
final class TrafficReturns {

  static final String ANALYSIS = "analysis";
  private static final String ABORT = "abort";

  private record Clock(String cause, long startedAt) {}

  private final HistogramFamily times =
      new HistogramFamily(
          "serin_verdict_to_traffic_seconds",
          "Time from a bad verdict, or an operator's abort, to the traffic being back.",
          List.of("cause"),
          0.005,
          0.01,
          0.025,
          0.05,
          0.1,
          0.25,
          0.5,
          1,
          2.5,
          5,
          10);
  private final Map<ObjectKey, Clock> clocks = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  TrafficReturns(LongSupplier nanoTime, ObjectStore<Rollout> rollouts) {
    this.nanoTime = nanoTime;
    times.begin(ANALYSIS);
    times.begin(ABORT);
    var unused = rollouts.listen(this::changed);
  }

  /** The metric. */
  HistogramFamily family() {
    return times;
  }

  private void changed(ObjectKey key, @Nullable Rollout before, @Nullable Rollout after) {
    if (before != null && !aborting(before) && after != null && aborting(after)) {
      wanted(key, ABORT);
    }
  }

  /** Somebody wants the way back, and the agent has not begun it. */
  private static boolean aborting(Rollout rollout) {
    RolloutStatus status = rollout.getStatus();
    return status != null && status.aborted() && status.abortedAt() == null;
  }

  /**
   * There is a reason to go back.
   *
   * @param cause {@link #ANALYSIS} or abort
   */
  void wanted(ObjectKey rollout, String cause) {
    clocks.putIfAbsent(rollout, new Clock(cause, nanoTime.getAsLong()));
  }

  /**
   * A pass has carried out what it had to do to the traffic.
   *
   * @param beganAt when it began, by the same clock
   * @param movedBack whether it moved traffic because of an abort
   */
  void passed(ObjectKey rollout, long beganAt, boolean movedBack) {
    Clock clock = clocks.get(rollout);
    if (clock == null || beganAt - clock.startedAt() < 0 || !clocks.remove(rollout, clock)) {
      return;
    }
    if (movedBack) {
      times.observe(Duration.ofNanos(nanoTime.getAsLong() - clock.startedAt()), clock.cause());
    }
  }

  /** A rollout exists no more. */
  void forget(ObjectKey rollout) {
    clocks.remove(rollout);
  }
}
