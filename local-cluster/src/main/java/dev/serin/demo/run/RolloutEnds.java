package dev.serin.demo.run;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.demo.deploy.Evidence;
import dev.serin.demo.deploy.RolloutStage;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.report.ServiceOutcome;
import dev.serin.demo.view.Narrator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out, and tells, how rollouts ended. */
final class RolloutEnds {
  private final Stopwatch stopwatch;
  private final Narrator narrator;

  RolloutEnds(Stopwatch stopwatch, Narrator narrator) {
    this.stopwatch = stopwatch;
    this.narrator = narrator;
  }

  /** How far a service's rollout has come since it was applied. */
  static RolloutStage stageOf(Stage stage, String service, Map<String, Long> applied) {
    return stage
        .watch()
        .rollout(service)
        .map(rollout -> RolloutStage.of(rollout, applied.getOrDefault(service, Long.MAX_VALUE)))
        .orElse(RolloutStage.NOT_SEEN);
  }

  /** How it ended for a service, if it has, and tells it. */
  Optional<RolledOut> end(Stage here, String service, Map<String, Long> applied) {
    Duration now = stopwatch.elapsed();
    return switch (stageOf(here, service, applied)) {
      case NOT_SEEN, UNDER_WAY -> Optional.empty();
      case PROMOTED -> {
        narrator.service(service, narrator.style().green("is healthy in its new version"));
        yield Optional.of(
            new RolledOut(service, ServiceOutcome.PROMOTED, null, Optional.empty(), now));
      }
      case ABORTED -> Optional.of(rolledBack(here, service, now));
    };
  }

  private RolledOut rolledBack(Stage here, String service, Duration now) {
    Rollout rollout = here.watch().rollout(service).orElseThrow();
    Evidence evidence = Evidence.of(rollout, here.cluster().client());
    narrator.failure(
        service,
        "is unhealthy in its new version and is taken back",
        List.of("metric '" + evidence.metric() + "': " + evidence.reason()));
    return new RolledOut(
        service,
        ServiceOutcome.ROLLED_BACK,
        evidence.metric() + ": " + evidence.reason(),
        Optional.of(evidence),
        now);
  }

  /** What there is to say when it has not ended in time. */
  RolledOut notFinished(Stage here, String service, Duration atMost) {
    String why =
        here.watch()
            .rollout(service)
            .map(Rollout::getStatus)
            .map(RolloutEnds::phaseAndMessage)
            .orElse("the agent has not touched it");
    return new RolledOut(
        service,
        ServiceOutcome.NOT_FINISHED,
        "after " + atMost.toSeconds() + " s: " + why,
        Optional.empty(),
        stopwatch.elapsed());
  }

  private static String phaseAndMessage(RolloutStatus status) {
    return status.phase() + (status.message() == null ? "" : ": " + status.message());
  }
}
