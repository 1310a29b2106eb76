package dev.serin.rollout.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Observation;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A cluster for one Rollout, in virtual time: objects as the API server would hold them, pods that
 * take their time. It never changes by itself; {@link #tick} moves it on.
 */
public final class SimulatedCluster {
  private static final Map<String, AnalysisTemplate> TEMPLATES =
      Map.of("cart", Cart.template(), "cart-once", Cart.countedTemplate());

  private final SimulatedRollout rollout;
  private final SimulatedReplicaSets replicaSets;
  private final SimulatedTraffic traffic = new SimulatedTraffic();
  private final SimulatedRuns runs = new SimulatedRuns();
  private final World world = new World();
  private Instant now;

  /** A cluster with nothing but one Rollout. */
  public SimulatedCluster(Rollout rollout, PodBehaviour behaviour, Instant now) {
    this.rollout = new SimulatedRollout(rollout);
    this.replicaSets = new SimulatedReplicaSets(behaviour);
    this.now = now;
  }

  /** The time. */
  public Instant now() {
    return now;
  }

  /** The Rollout itself, which operators change. */
  public Rollout rollout() {
    return rollout.object();
  }

  /** The status of the Rollout. */
  public RolloutStatus status() {
    return rollout.status();
  }

  /** Moves on to a time. */
  public void tick(Instant time) {
    now = time;
    traffic.publish(replicaSets.tick(now), now);
    world.experiments().route(traffic.backends());
    world.experiments().pass(now);
  }

  /** All pods of a ReplicaSet fail and start anew. */
  public void crash(String replicaSet) {
    crash(replicaSet, Integer.MAX_VALUE);
  }

  /** So many pods of a ReplicaSet fail and start anew. */
  public void crash(String replicaSet, int count) {
    replicaSets.crash(replicaSet, count, now);
  }

  /** Wanted pods of a ReplicaSet. */
  public int wanted(String replicaSet) {
    return replicaSets.wanted(replicaSet);
  }

  /** Available pods of a ReplicaSet. */
  public int available(String replicaSet) {
    return replicaSets.pods().available(replicaSet, now);
  }

  /** Names of all ReplicaSets. */
  public List<String> replicaSetNames() {
    return replicaSets.names();
  }

  /** Image of a ReplicaSet. */
  public String image(String replicaSet) {
    return replicaSets.get(replicaSet).image();
  }

  /** A ReplicaSet as it is. */
  public ReplicaSet replicaSet(String name) {
    return replicaSets.get(name).object();
  }

  /** The hash that a Service selects, or nothing. */
  public String selected(String service) {
    return traffic.selected(service);
  }

  /** The weight of the canary. */
  public int canaryWeight() {
    return traffic.weight(canaryService());
  }

  /** The Service of the stable version. */
  public String stableService() {
    return rollout.flipped() ? "cart-canary" : "cart-stable";
  }

  /** The Service of the canary. */
  public String canaryService() {
    return rollout.flipped() ? "cart-stable" : "cart-canary";
  }

  /** The route. */
  public JsonNode route() {
    return traffic.route();
  }

  /** The runs. */
  public List<AnalysisRun> runs() {
    return runs.all();
  }

  /** Ends a run. */
  public void conclude(AnalysisRun run, AnalysisPhase phase) {
    run.setStatus(SimulatedRuns.status(phase));
  }

  /** Labels of the pods of a ReplicaSet, each once. */
  public Set<String> labels(String replicaSet, String key) {
    return replicaSets.pods().labels(replicaSet, key);
  }

  /** The time at which the oldest pod was made. */
  public Instant oldestPod() {
    return replicaSets.pods().oldest();
  }

  /** What is seen beside the rest; experiments and extensions act on it. */
  public World world() {
    return world;
  }

  /** A picture of everything, which later changes do not touch. */
  public Observation observe() {
    return new Observation(
        rollout.picture(),
        replicaSets.pictures(now),
        traffic.services(),
        traffic.observe(),
        runs.pictures(),
        TEMPLATES,
        world.surroundings(replicaSets.pods().facts(now)));
  }

  /** A controller that starts anew sees everything for the first time now. */
  void seenAnew() {
    traffic.seenAnew(now);
    world.forgetAnswers();
  }

  /** Somebody other than the controller changes the Rollout. */
  void operate(Consumer<Rollout> change) {
    rollout.change(change);
  }

  /**
   * Writes the status of the Rollout, if it has not changed since it was observed.
   *
   * @return whether it was written; otherwise it is a conflict
   */
  boolean writeStatus(Rollout observed, RolloutStatus status) {
    return rollout.writeStatus(observed, status);
  }

  /** Somebody other than the controller writes the weight of the canary. */
  void seizeWeight(int weight) {
    traffic.seize(canaryService(), weight, now);
  }

  /** Somebody other than the controller scales a ReplicaSet. */
  void scale(String replicaSet, int replicas) {
    replicaSets.scale(replicaSet, replicas, now);
  }

  /** Carries an action out, as often as it is told to. */
  public void carryOut(Action action) {
    if (!traffic.carryOut(action, now)
        && !replicaSets.carryOut(action, now)
        && !runs.carryOut(action)
        && !rollout.carryOut(action)) {
      world.carryOut(action, now);
    }
  }
}
