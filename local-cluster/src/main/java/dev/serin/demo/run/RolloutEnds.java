package dev.serin.demo.run;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.demo.deploy.Evidence;
import dev.serin.demo.deploy.RolloutStage;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.report.ServiceOutcome;
import dev.serin.demo.view.Narrator;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out, and tells, how rollouts ended. */
final class RolloutEnds {
  private static final Pattern BOUND = Pattern.compile("e-value .* over bound (\\d+)");

  private final Stopwatch stopwatch;
  private final Narrator narrator;
  private final Set<String> deployed = new HashSet<>();

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

  /**
   * Whether nothing more will happen to a service's rollout.
   *
   * <p>The gateway's weights are seen on another way than the rollout's state; as long as the
   * canary still has some, there is something to come that must be told before the story ends.
   */
  static boolean ended(Stage stage, String service, Map<String, Long> applied) {
    return stageOf(stage, service, applied).ended() && stage.watch().weight(service) == 0;
  }

  /** How it ended for a service, if it has, and tells it. */
  Optional<RolledOut> end(Stage here, String service, Map<String, Long> applied) {
    Duration now = stopwatch.elapsed();
    if (!ended(here, service, applied)) {
      return Optional.empty();
    }
    return switch (stageOf(here, service, applied)) {
      case NOT_SEEN, UNDER_WAY -> Optional.empty();
      case PROMOTED -> {
        String what = deployed.add(service) ? "is up" : "is healthy in its new version";
        narrator.service(service, narrator.style().green(what));
        yield Optional.of(
            new RolledOut(service, ServiceOutcome.PROMOTED, null, Optional.empty(), now));
      }
      case ABORTED -> Optional.of(rolledBack(here, service, now));
    };
  }

  private RolledOut rolledBack(Stage here, String service, Duration now) {
    Rollout rollout = here.watch().rollout(service).orElseThrow();
    Evidence evidence = Evidence.of(rollout, here.place().client());
    narrator.failure(
        service,
        "is unhealthy in its new version and is taken back",
        explained("metric '" + evidence.metric() + "': " + evidence.reason()));
    return new RolledOut(
        service,
        ServiceOutcome.ROLLED_BACK,
        evidence.metric() + ": " + evidence.reason(),
        Optional.of(evidence),
        now);
  }

  /** What the agent found, and for a test by e-values what its bound means. */
  static List<String> explained(String found) {
    Matcher bound = BOUND.matcher(found);
    return bound.find()
        ? List.of(
            found,
            "(chance alone would reach the bound in at most 1 of " + bound.group(1) + " canaries)")
        : List.of(found);
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
