package dev.serin.rollout;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.RolloutStatusBuilder;
import dev.serin.rollout.simulation.PodBehaviour;
import dev.serin.rollout.simulation.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One rollout on a calm cluster whose pods take a second; passes run until something holds. */
public final class Story {
  /** When it begins. */
  public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final RolloutEngine engine = new RolloutEngine();
  private Predicate<RolloutStatus> taken = status -> true;
  private final SimulatedCluster cluster;
  private final List<String> events = new ArrayList<>();
  private final List<String> switches = new ArrayList<>();
  private final List<Integer> weights = new ArrayList<>();

  /** A story of a rollout. */
  public Story(Rollout rollout) {
    this(rollout, (image, now) -> now.plusSeconds(1));
  }

  /** A story of a rollout whose pods behave in a way. */
  public Story(Rollout rollout, PodBehaviour behaviour) {
    cluster = new SimulatedCluster(rollout, behaviour, START);
  }

  /** The API server takes these statuses only; others get lost, and what is done stays done. */
  public Story taking(Predicate<RolloutStatus> statuses) {
    taken = statuses;
    return this;
  }

  /** The cluster. */
  public SimulatedCluster cluster() {
    return cluster;
  }

  /** The status. */
  public RolloutStatus status() {
    return cluster.status();
  }

  /** Reasons of the events so far. */
  public List<String> events() {
    return events;
  }

  /** Messages of events about Services. */
  public List<String> switches() {
    return switches;
  }

  /** Weights of the canary so far. */
  public List<Integer> weights() {
    return weights;
  }

  /** Until the first version is there. */
  public Story deployed() {
    until(this::healthy);
    events.clear();
    switches.clear();
    weights.clear();
    return this;
  }

  /** One pass, and its decision. */
  public Decision pass() {
    Decision decision = engine.decide(cluster.observe(), cluster.now());
    decision.actions().forEach(cluster::carryOut);
    decision.events().forEach(event -> events.add(event.reason()));
    decision.events().stream()
        .filter(event -> event.reason().equals("SwitchService"))
        .forEach(event -> switches.add(event.message()));
    if (taken.test(decision.status())) {
      cluster.rollout().setStatus(decision.status());
    }
    int weight = cluster.canaryWeight();
    if (weights.isEmpty() ? weight != 0 : weights.get(weights.size() - 1) != weight) {
      weights.add(weight);
    }
    return decision;
  }

  /** Passes until something holds; fails after two virtual hours. */
  public Story until(BooleanSupplier condition) {
    Instant limit = cluster.now().plus(Duration.ofHours(2));
    do {
      assertTrue(
          cluster.now().isBefore(limit),
          () -> "still " + cluster.status().message() + " after " + events);
      Decision unused = pass();
      cluster.tick(cluster.now().plusSeconds(1));
    } while (!condition.getAsBoolean());
    return this;
  }

  /** Passes for a time. */
  public Story rest(int seconds) {
    Instant end = cluster.now().plusSeconds(seconds);
    return until(() -> !cluster.now().isBefore(end));
  }

  /** Another image. */
  public Story setImage(String image) {
    return edit(
        rollout ->
            rollout.setSpec(
                Fixtures.with(rollout.getSpec(), Fixtures.image(rollout, image), false)));
  }

  /** Another specification. */
  public Story edit(Consumer<Rollout> change) {
    change.accept(cluster.rollout());
    // As the API server does; clients do not believe a phase of an older generation.
    cluster
        .rollout()
        .getMetadata()
        .setGeneration(cluster.rollout().getMetadata().getGeneration() + 1);
    return this;
  }

  /** Another status. */
  public Story patch(UnaryOperator<RolloutStatusBuilder> change) {
    cluster.rollout().setStatus(change.apply(cluster.status().toBuilder()).build());
    return this;
  }

  /** As {@code promote} does while it is paused. */
  public Story promote() {
    return patch(status -> status.pauseConditions(List.of()));
  }

  /** The latest run. */
  public AnalysisRun run() {
    List<AnalysisRun> runs = cluster.runs();
    return runs.get(runs.size() - 1);
  }

  /** Ends the latest run. */
  public Story conclude(AnalysisPhase phase) {
    cluster.conclude(run(), phase);
    return this;
  }

  /** Whether it waits for a reason. */
  public boolean pausedBy(String reason) {
    return cluster.status().pauseConditions().stream()
        .anyMatch(condition -> reason.equals(condition.reason()));
  }

  /** Whether clients see that it is healthy, and no route sends anything to a canary. */
  public boolean healthy() {
    String generation = String.valueOf(cluster.rollout().getMetadata().getGeneration());
    return status().phase() == RolloutPhase.HEALTHY
        && generation.equals(status().observedGeneration())
        && cluster.canaryWeight() == 0;
  }

  /** Name of the ReplicaSet of the wanted version. */
  public String current() {
    return "cart-" + status().currentPodHash();
  }

  /** Name of the ReplicaSet of the stable version. */
  public String stable() {
    return "cart-" + status().stableRS();
  }
}
