package dev.serin.rollout.simulation;

import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.PauseCondition;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import dev.serin.rollout.Fixtures;
import dev.serin.rollout.Observation;
import dev.serin.rollout.RolloutEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One run of the engine against a simulated cluster: a first deployment, changes of image, faults
 * and operators at random, then a calm end. All randomness comes from the seed, so a failing seed
 * can be run again; {@link #history} tells what happened.
 */
final class Simulation {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");
  private final Random random;
  private final RolloutEngine engine = new RolloutEngine();
  private final SimulatedCluster cluster;
  private final Invariants invariants;
  private final List<String> history = new ArrayList<>();
  private boolean calm;
  private Optional<Duration> wake = Optional.empty();

  Simulation(long seed) {
    random = new Random(seed);
    RandomSpec spec = RandomSpec.of(random);
    cluster = new SimulatedCluster(spec.rollout(), this::available, START);
    cluster.world().answering(this::answer);
    invariants = new Invariants(cluster, spec);
  }

  List<String> history() {
    return history;
  }

  void run() {
    settle(Duration.ofMinutes(2));
    invariants.firstDeploymentIsStable();
    for (int i = 0; i < 30; i++) {
      cluster.tick(cluster.now().plusMillis(200 + random.nextInt(2500)));
      disturb();
      pass();
    }
    calm = true;
    unpause();
    settle(Duration.ofMinutes(30));
    invariants.atRest();
  }

  /** Passes until nothing is left to do, jumping over time in which nothing happens. */
  private void settle(Duration limit) {
    Instant end = cluster.now().plus(limit);
    boolean before = calm;
    calm = true;
    int idle = 0;
    int quiet = 0;
    while (cluster.now().isBefore(end) && idle < 3) {
      concludeRuns();
      boolean busy = pass();
      idle = busy || wake.isPresent() ? 0 : idle + 1;
      quiet = busy ? 0 : quiet + 1;
      if ((idle > 0 || quiet > 10) && !status().pauseConditions().isEmpty()) {
        promote();
        idle = 0;
        quiet = 0;
      }
      long millis = busy ? 1000 : Math.min(9_000, wake.orElse(Duration.ofSeconds(9)).toMillis());
      cluster.tick(cluster.now().plusMillis(millis + 1));
    }
    calm = before;
  }

  /** Observes, decides, acts, with faults unless it is calm. Returns whether anything changed. */
  private boolean pass() {
    Observation observation = cluster.observe();
    Decision decision = engine.decide(observation, cluster.now());
    if (!calm && random.nextInt(8) == 0) {
      Decision again = engine.decide(observation, cluster.now());
      invariants.same(decision, again);
    }
    wake = decision.requeueAfter();
    invariants.before(decision);
    RolloutStatus before = cluster.status();
    boolean statusLost = !calm && random.nextInt(6) == 0;
    int repeats = !calm && random.nextInt(6) == 0 ? 2 : 1;
    for (int i = 0; i < repeats; i++) {
      for (Action.Traffic action : decision.traffic()) {
        if (calm || random.nextInt(6) > 0) {
          carryOut(action);
        }
      }
      for (Action action : decision.others()) {
        if (!calm && random.nextInt(10) == 0) {
          break;
        }
        carryOut(action);
      }
    }
    if (!statusLost) {
      cluster.rollout().setStatus(decision.status());
    }
    decision.events().forEach(event -> note("event " + event.reason() + ": " + event.message()));
    invariants.after(decision, repeats == 1);
    return !decision.actions().isEmpty() || !before.equals(decision.status());
  }

  private void carryOut(Action action) {
    cluster.carryOut(action);
    note(
        action instanceof Action.CreateReplicaSet
            ? "CreateReplicaSet"
            : action instanceof Action.CreateAnalysisRun ? "CreateAnalysisRun" : action.toString());
  }

  private void disturb() {
    concludeRuns();
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> setImage("shop/cart:" + (1 + random.nextInt(5)));
      case 3 -> patch("abort", status().toBuilder().abort(true).build());
      case 4 -> patch("retry", status().toBuilder().abort(false).build());
      case 5 -> promote();
      case 6 -> {
        if (!String.valueOf(status().currentPodHash()).equals(status().stableRS())) {
          patch("promote --full", status().toBuilder().promoteFull(true).build());
        }
      }
      case 7 -> crash();
      case 8 -> pause(random.nextBoolean());
      case 9 -> {
        if (status().currentStepIndex() != null) {
          patch(
              "skip",
              status().toBuilder().currentStepIndex(status().currentStepIndex() + 1).build());
        }
      }
      case 10 -> restart();
      case 11 -> cluster.world().forgetAnswers();
      default -> {}
    }
  }

  private void restart() {
    note("operator: restart");
    Rollout rollout = cluster.rollout();
    rollout.setSpec(Fixtures.withRestartAt(rollout.getSpec(), WireTime.truncate(cluster.now())));
  }

  private String answer(Action.CallPlugin call) {
    int luck = calm ? 9 : random.nextInt(10);
    return luck == 0 ? "Failed" : luck == 1 ? "Error" : luck < 4 ? "Running" : "Successful";
  }

  private void promote() {
    RolloutStatus status = status();
    if (!status.pauseConditions().isEmpty()) {
      patch("promote", status.toBuilder().pauseConditions(List.<PauseCondition>of()).build());
    } else if (status.currentStepIndex() != null) {
      patch("promote", status.toBuilder().currentStepIndex(status.currentStepIndex() + 1).build());
    }
  }

  private void unpause() {
    pause(false);
  }

  private void pause(boolean paused) {
    note(paused ? "operator: pause" : "operator: unpause");
    Rollout rollout = cluster.rollout();
    rollout.setSpec(Fixtures.with(rollout.getSpec(), rollout.getSpec().template(), paused));
  }

  private void setImage(String image) {
    note("operator: set image " + image);
    Rollout rollout = cluster.rollout();
    rollout.setSpec(
        Fixtures.with(
            rollout.getSpec(),
            Fixtures.image(rollout, image),
            Boolean.TRUE.equals(rollout.getSpec().paused())));
  }

  private void crash() {
    List<String> names = cluster.replicaSetNames();
    String name = names.get(random.nextInt(names.size()));
    note("crash of " + name);
    cluster.crash(name);
  }

  private void patch(String verb, RolloutStatus status) {
    note("operator: " + verb);
    cluster.rollout().setStatus(status);
  }

  /** Runs of experiments end well, unless the image fails. */
  private void concludeExperiments() {
    for (AnalysisRun run : cluster.world().experiments().runs()) {
      AnalysisPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
      if ((phase == null || !phase.completed()) && (calm || random.nextInt(3) == 0)) {
        boolean good = calm || random.nextInt(5) > 0;
        cluster
            .world()
            .experiments()
            .conclude(
                run.getMetadata().getName(),
                good ? AnalysisPhase.SUCCESSFUL : AnalysisPhase.FAILED,
                "said so");
      }
    }
  }

  /** Images 3 and 4 fail their analysis; image 5 is now and then inconclusive. */
  private void concludeRuns() {
    concludeExperiments();
    for (AnalysisRun run : cluster.runs()) {
      AnalysisPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
      if (phase != null && phase.completed()) {
        continue;
      }
      boolean terminated = Boolean.TRUE.equals(run.getSpec().terminate());
      String hash = run.getMetadata().getLabels().get("rollouts-pod-template-hash");
      String set = "cart-" + hash;
      String image = cluster.replicaSetNames().contains(set) ? cluster.image(set) : "";
      boolean step = !"Background".equals(run.getMetadata().getLabels().get("rollout-type"));
      if (terminated) {
        cluster.conclude(run, AnalysisPhase.SUCCESSFUL);
      } else if (image.endsWith(":3") || image.endsWith(":4")) {
        if (calm || random.nextInt(3) == 0) {
          note("analysis " + run.getMetadata().getName() + " fails");
          cluster.conclude(run, AnalysisPhase.FAILED);
        }
      } else if (!calm && image.endsWith(":5") && random.nextInt(4) == 0) {
        cluster.conclude(run, AnalysisPhase.INCONCLUSIVE);
      } else if (step && (calm || random.nextInt(2) == 0)) {
        cluster.conclude(run, AnalysisPhase.SUCCESSFUL);
      } else {
        cluster.conclude(run, AnalysisPhase.RUNNING);
      }
    }
  }

  /** Image 4 has pods that often never become available. */
  private Instant available(String image, Instant now) {
    if (image.endsWith(":4") && random.nextBoolean()) {
      return NEVER;
    }
    return now.plusMillis(calm ? 500 : random.nextInt(6000));
  }

  private RolloutStatus status() {
    return cluster.status();
  }

  private void note(String what) {
    history.add(
        Duration.between(START, cluster.now()).toMillis() / 1000.0
            + "s weight "
            + cluster.canaryWeight()
            + ": "
            + what);
  }
}
