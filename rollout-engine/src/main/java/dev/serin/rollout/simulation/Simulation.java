package dev.serin.rollout.simulation;

import dev.serin.rollout.Action;
import dev.serin.rollout.Observation;
import dev.serin.rollout.simulation.invariant.InvariantViolation;
import dev.serin.rollout.simulation.invariant.Invariants;
import dev.serin.rollout.simulation.invariant.Traits;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * One run of a controller against a simulated cluster: a first deployment, then changes, faults and
 * operators at random, then a calm end. All randomness comes from the generator, so that the same
 * seed gives the same run; {@link #history} tells what happened.
 */
public final class Simulation {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");
  private static final int DISTURBED_PASSES = 30;
  private static final Duration DEPLOYS_WITHIN = Duration.ofMinutes(2);
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(30);
  private static final Duration LONGEST_NAP = Duration.ofSeconds(9);

  /** Passes without a change after which a pause is for people to end. */
  private static final int QUIET_PASSES = 10;

  private final RandomGenerator random;
  private final RandomSpec spec;
  private final SimulatedCluster cluster;
  private final Invariants invariants;
  private final Troubles troubles;
  private final History history;
  private final Operators operators;
  private final Outsiders outsiders;
  private final ControllerProcess process;

  /**
   * A simulation.
   *
   * @param random the source of everything that happens; the same seed gives the same run
   * @param controller what decides
   */
  public Simulation(RandomGenerator random, Controller controller) {
    this.random = random;
    spec = RandomSpec.of(random);
    cluster = new SimulatedCluster(spec.rollout(), this::available, START);
    cluster.world().answering(this::answer);
    invariants = new Invariants(spec.traits());
    troubles = new Troubles(random);
    history = new History(cluster);
    operators = new Operators(cluster, random, history);
    boolean routed = spec.traits().kind() == Traits.Kind.ROUTED;
    outsiders = new Outsiders(cluster, random, history, routed);
    process =
        new ControllerProcess(controller, cluster, invariants, troubles, history, this::meddle);
  }

  /** What has happened so far. */
  public History history() {
    return history;
  }

  /** The strategy of the Rollout, as YAML. */
  public String strategy() {
    return spec.strategy();
  }

  /**
   * Runs it.
   *
   * @throws InvariantViolation if something does not hold
   */
  public void run() {
    settle(DEPLOYS_WITHIN);
    invariants.deployed(cluster.observe());
    troubles.calm(false);
    for (int i = 0; i < DISTURBED_PASSES; i++) {
      cluster.tick(cluster.now().plusMillis(200 + random.nextInt(2500)));
      operators.act();
      outsiders.act();
      disturbController();
      process.pass();
    }
    troubles.calm(true);
    history.note("everybody", "is calm from here on");
    process.mendClock();
    operators.pause(false);
    settle(ENDS_WITHIN);
    atRest();
  }

  private void disturbController() {
    switch (random.nextInt(16)) {
      case 0 -> process.restart();
      case 1 -> process.jump();
      default -> {}
    }
  }

  private void meddle() {
    if (random.nextBoolean()) {
      operators.act();
    } else {
      outsiders.annotate();
    }
  }

  /** Passes until nothing is left to do, jumping over time in which nothing happens. */
  private void settle(Duration limit) {
    Instant end = cluster.now().plus(limit);
    int idle = 0;
    int quiet = 0;
    while (cluster.now().isBefore(end) && idle < 3) {
      boolean busy = process.pass();
      idle = busy || process.wake().isPresent() ? 0 : idle + 1;
      quiet = busy ? 0 : quiet + 1;
      if ((idle > 0 || quiet > QUIET_PASSES) && !cluster.status().pauseConditions().isEmpty()) {
        operators.promote();
        idle = 0;
        quiet = 0;
      }
      cluster.tick(cluster.now().plus(busy ? Duration.ofSeconds(1) : nap()).plusMillis(1));
    }
  }

  private Duration nap() {
    Duration wake = process.wake().orElse(LONGEST_NAP);
    return wake.compareTo(LONGEST_NAP) < 0 ? wake : LONGEST_NAP;
  }

  private void atRest() {
    process.restart();
    process.mendClock();
    Observation observation = cluster.observe();
    invariants.atRest(
        observation, process.decide(observation), cluster.world().experiments().pods());
  }

  private String answer(Action.CallPlugin call) {
    int luck = troubles.calm() ? 9 : random.nextInt(10);
    return luck == 0 ? "Failed" : luck == 1 ? "Error" : luck < 4 ? "Running" : "Successful";
  }

  private Instant available(String image, Instant now) {
    if (Image.BROKEN.of(image) && random.nextBoolean()) {
      return NEVER;
    }
    return now.plusMillis(troubles.calm() ? 500 : random.nextInt(6000));
  }
}
