package dev.serin.demo.run;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.demo.deploy.Evidence;
import dev.serin.demo.deploy.RolloutStage;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.measure.Tally;
import dev.serin.demo.measure.TrafficLog;
import dev.serin.demo.measure.Version;
import dev.serin.demo.report.ServiceOutcome;
import dev.serin.demo.view.Narrator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Applies manifests, and tells what the agent makes of them until nothing more happens. */
final class RolloutTeller {
  private static final Duration MOST_ROLLOUT = Duration.ofMinutes(2);

  /** Requests that were on their way to a canary when it lost its traffic end within this time. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final Duration MOST_QUIET = Duration.ofSeconds(20);

  private final Background<Stage> stage;
  private final TrafficLog atGateway;
  private final Stopwatch stopwatch;
  private final Narrator narrator;
  private final Scoreboard scoreboard;

  /**
   * A teller.
   *
   * @param stage where the manifests go; waits until it is there
   */
  RolloutTeller(
      Background<Stage> stage,
      TrafficLog atGateway,
      Stopwatch stopwatch,
      Narrator narrator,
      Scoreboard scoreboard) {
    this.stage = stage;
    this.atGateway = atGateway;
    this.stopwatch = stopwatch;
    this.narrator = narrator;
    this.scoreboard = scoreboard;
  }

  /**
   * Rolls out the services that there are manifests of, all at once.
   *
   * @param underWay called when all are on their way
   */
  List<RolledOut> rollOut(Map<String, List<HasMetadata>> manifests, Runnable underWay)
      throws InterruptedException {
    List<String> services = manifests.keySet().stream().sorted().toList();
    if (services.isEmpty()) {
      return List.of();
    }
    Stage here = stage.result();
    narrator.at("manifests applied; the deploy agent takes over: " + String.join(", ", services));
    scoreboard.doing("rolling out " + String.join(", ", services));
    Map<String, Long> applied = new HashMap<>();
    manifests.forEach((service, objects) -> applied.put(service, here.deployer().apply(objects)));
    underWay.run();
    Map<String, RolledOut> ended = new HashMap<>();
    long giveUp = System.nanoTime() + MOST_ROLLOUT.toNanos();
    while (ended.size() < services.size() && System.nanoTime() < giveUp) {
      here.agent().checkAlive();
      List<String> open = services.stream().filter(name -> !ended.containsKey(name)).toList();
      here.watch()
          .awaitAny(open, name -> stageOf(here, name, applied).ended(), Duration.ofSeconds(1));
      for (String service : open) {
        end(here, service, applied).ifPresent(end -> ended.put(service, end));
      }
    }
    List<RolledOut> all = new ArrayList<>();
    for (String service : services) {
      RolledOut end = ended.getOrDefault(service, notFinished(here, service));
      if (end.outcome() == ServiceOutcome.ROLLED_BACK) {
        awaitQuiet(here, service);
      }
      all.add(end);
    }
    scoreboard.doing("");
    return List.copyOf(all);
  }

  private static RolloutStage stageOf(Stage stage, String service, Map<String, Long> applied) {
    return stage
        .watch()
        .rollout(service)
        .map(rollout -> RolloutStage.of(rollout, applied.getOrDefault(service, Long.MAX_VALUE)))
        .orElse(RolloutStage.NOT_SEEN);
  }

  private Optional<RolledOut> end(Stage here, String service, Map<String, Long> applied) {
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

  private RolledOut notFinished(Stage here, String service) {
    String why =
        here.watch()
            .rollout(service)
            .map(Rollout::getStatus)
            .map(RolloutTeller::phaseAndMessage)
            .orElse("the agent has not touched it");
    return new RolledOut(
        service,
        ServiceOutcome.NOT_FINISHED,
        "after " + MOST_ROLLOUT.toSeconds() + " s: " + why,
        Optional.empty(),
        stopwatch.elapsed());
  }

  private static String phaseAndMessage(RolloutStatus status) {
    return status.phase() + (status.message() == null ? "" : ": " + status.message());
  }

  /** Waits until the canary has had no request for a while, so that its last one is known. */
  private void awaitQuiet(Stage here, String service) throws InterruptedException {
    scoreboard.doing("waiting until the canary of " + service + " has answered its last request");
    long giveUp = System.nanoTime() + MOST_QUIET.toNanos();
    while (System.nanoTime() < giveUp) {
      Tally recent = atGateway.recent(service, Version.CANARY, stopwatch.elapsed(), QUIET);
      if (here.watch().weight(service) == 0 && recent.requests() == 0) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
