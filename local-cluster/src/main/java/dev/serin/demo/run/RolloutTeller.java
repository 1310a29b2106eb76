package dev.serin.demo.run;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
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
import java.util.concurrent.TimeUnit;

/** Applies manifests, and tells what the agent makes of them until nothing more happens. */
final class RolloutTeller {
  /** Requests that were on their way to a canary when it lost its traffic end within this time. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final Duration MOST_QUIET = Duration.ofSeconds(20);

  private final Background<Stage> stage;
  private final TrafficLog atGateway;
  private final Stopwatch stopwatch;
  private final Narrator narrator;
  private final Scoreboard scoreboard;
  private final RolloutEnds ends;
  private final Duration patience;

  /**
   * A teller.
   *
   * @param stage where the manifests go; waits until it is there
   * @param patience the longest that a rollout may take
   */
  RolloutTeller(
      Background<Stage> stage,
      TrafficLog atGateway,
      Stopwatch stopwatch,
      Narrator narrator,
      Scoreboard scoreboard,
      Duration patience) {
    this.patience = patience;
    this.stage = stage;
    this.atGateway = atGateway;
    this.stopwatch = stopwatch;
    this.narrator = narrator;
    this.scoreboard = scoreboard;
    this.ends = new RolloutEnds(stopwatch, narrator);
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
    scoreboard.rollingOut(services);
    narrator.at("manifests applied; the deploy agent takes over: " + String.join(", ", services));
    Map<String, Long> applied = new HashMap<>();
    manifests.forEach((service, objects) -> applied.put(service, here.deployer().apply(objects)));
    underWay.run();
    Map<String, RolledOut> ended = new HashMap<>();
    long giveUp = System.nanoTime() + patience.toNanos();
    while (ended.size() < services.size() && System.nanoTime() < giveUp) {
      here.place().checkAgent();
      List<String> open = services.stream().filter(name -> !ended.containsKey(name)).toList();
      here.watch()
          .awaitAny(open, name -> RolloutEnds.ended(here, name, applied), Duration.ofSeconds(1));
      for (String service : open) {
        ends.end(here, service, applied).ifPresent(end -> ended.put(service, end));
      }
    }
    List<RolledOut> all = new ArrayList<>();
    for (String service : services) {
      RolledOut end = ended.getOrDefault(service, ends.notFinished(here, service, patience));
      if (end.outcome() == ServiceOutcome.ROLLED_BACK) {
        awaitQuiet(here, service);
        end = end.with(here.place().counted(service, canaryHash(here, service)));
      }
      all.add(end);
    }
    scoreboard.doing("");
    return List.copyOf(all);
  }

  private static String canaryHash(Stage here, String service) {
    return here.watch()
        .rollout(service)
        .map(Rollout::getStatus)
        .map(RolloutStatus::currentPodHash)
        .orElse("");
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
