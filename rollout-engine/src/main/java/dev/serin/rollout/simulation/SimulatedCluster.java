package dev.serin.rollout.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.Observation;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A cluster for one Rollout, in virtual time: objects as the API server would hold them, pods that
 * take their time. It never changes by itself; {@link #tick} moves it on.
 */
public final class SimulatedCluster {
  private static final Map<String, AnalysisTemplate> TEMPLATES =
      Map.of("cart", Cart.template(), "cart-once", Cart.countedTemplate());

  private final Rollout rollout;
  private final Map<String, SimulatedReplicaSet> replicaSets = new TreeMap<>();
  private final SimulatedPods pods;
  private final SimulatedTraffic traffic = new SimulatedTraffic();
  private final SimulatedRuns runs = new SimulatedRuns();
  private final World world = new World();
  private Instant now;
  private long version;

  /** A cluster with nothing but one Rollout. */
  public SimulatedCluster(Rollout rollout, PodBehaviour behaviour, Instant now) {
    this.rollout = rollout;
    this.pods = new SimulatedPods(behaviour);
    this.now = now;
  }

  /** The time. */
  public Instant now() {
    return now;
  }

  /** The Rollout itself, which operators change. */
  public Rollout rollout() {
    return rollout;
  }

  /** The status of the Rollout. */
  public RolloutStatus status() {
    return RolloutStatus.of(rollout);
  }

  /** Moves on to a time. */
  public void tick(Instant time) {
    now = time;
    Map<String, Integer> available = new TreeMap<>();
    for (SimulatedReplicaSet set : replicaSets.values()) {
      pods.resize(set, now);
      available.put(SimulatedReplicaSet.version(set.name()), available(set.name()));
    }
    traffic.publish(available, now);
    world.experiments().route(traffic.backends());
    world.experiments().pass(now);
  }

  /** All pods of a ReplicaSet fail and start anew. */
  public void crash(String replicaSet) {
    crash(replicaSet, Integer.MAX_VALUE);
  }

  /** So many pods of a ReplicaSet fail and start anew. */
  public void crash(String replicaSet, int count) {
    pods.crash(known(replicaSet), count, now);
  }

  /** Wanted pods of a ReplicaSet. */
  public int wanted(String replicaSet) {
    SimulatedReplicaSet set = replicaSets.get(replicaSet);
    return set == null ? 0 : set.wanted();
  }

  /** Available pods of a ReplicaSet. */
  public int available(String replicaSet) {
    return pods.available(replicaSet, now);
  }

  /** Names of all ReplicaSets. */
  public List<String> replicaSetNames() {
    return List.copyOf(replicaSets.keySet());
  }

  /** Image of a ReplicaSet. */
  public String image(String replicaSet) {
    return known(replicaSet).image();
  }

  /** A ReplicaSet as it is. */
  public ReplicaSet replicaSet(String name) {
    return known(name).object();
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
    return flipped() ? "cart-canary" : "cart-stable";
  }

  /** The Service of the canary. */
  public String canaryService() {
    return flipped() ? "cart-stable" : "cart-canary";
  }

  /** Whether ping and pong have changed roles. */
  private boolean flipped() {
    CanaryStatus canary = status().canary();
    return canary != null && "ping".equals(canary.stablePingPong());
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
    return pods.labels(replicaSet, key);
  }

  /** The time at which the oldest pod was made. */
  public Instant oldestPod() {
    return pods.oldest();
  }

  /** What is seen beside the rest; experiments and extensions act on it. */
  public World world() {
    return world;
  }

  /** A picture of everything, which later changes do not touch. */
  public Observation observe() {
    Rollout picture = new Rollout();
    picture.setMetadata(
        new ObjectMetaBuilder(rollout.getMetadata())
            .withResourceVersion(Long.toString(version))
            .build());
    picture.setSpec(rollout.getSpec());
    picture.setStatus(rollout.getStatus());
    List<ReplicaSet> sets = new ArrayList<>();
    for (SimulatedReplicaSet set : replicaSets.values()) {
      sets.add(set.picture(pods.existing(set.name()), available(set.name())));
    }
    return new Observation(
        picture,
        sets,
        traffic.services(),
        traffic.observe(),
        runs.pictures(),
        TEMPLATES,
        world.surroundings(pods.facts(now)));
  }

  /** A controller that starts anew sees everything for the first time now. */
  void seenAnew() {
    traffic.seenAnew(now);
    world.forgetAnswers();
  }

  /** Somebody other than the controller changes the Rollout. */
  void operate(Consumer<Rollout> change) {
    change.accept(rollout);
    version++;
  }

  /**
   * Writes the status of the Rollout, if it has not changed since it was observed.
   *
   * @return whether it was written; otherwise it is a conflict
   */
  boolean writeStatus(Rollout observed, RolloutStatus status) {
    if (!observed.getMetadata().getResourceVersion().equals(Long.toString(version))) {
      return false;
    }
    if (!status.equals(rollout.getStatus())) {
      operate(written -> written.setStatus(status));
    }
    return true;
  }

  /** Somebody other than the controller writes the weight of the canary. */
  void seizeWeight(int weight) {
    traffic.seize(canaryService(), weight, now);
  }

  /** Somebody other than the controller scales a ReplicaSet. */
  void scale(String replicaSet, int replicas) {
    SimulatedReplicaSet set = replicaSets.get(replicaSet);
    if (set != null) {
      set.scale(replicas);
      pods.resize(set, now);
    }
  }

  private SimulatedReplicaSet known(String replicaSet) {
    return Objects.requireNonNull(replicaSets.get(replicaSet), replicaSet);
  }

  /** Carries an action out, as often as it is told to. */
  public void carryOut(Action action) {
    if (action instanceof Action.SetRoute set) {
      traffic.write(set, now);
    } else if (action instanceof Action.PointService point) {
      traffic.point(point);
    } else if (!onReplicaSets(action) && !onPods(action) && !runs.carryOut(action)) {
      onOthers(action);
    }
  }

  private boolean onReplicaSets(Action action) {
    if (action instanceof Action.CreateReplicaSet create) {
      SimulatedReplicaSet set = new SimulatedReplicaSet(create.replicaSet(), now);
      replicaSets.putIfAbsent(set.name(), set);
    } else if (action instanceof Action.ScaleReplicaSet scale) {
      edit(scale.replicaSet(), known -> known.desired(scale.desiredReplicas()));
      scale(scale.replicaSet(), scale.replicas());
    } else if (action instanceof Action.SetScaleDownDeadline set) {
      edit(set.replicaSet(), known -> known.deadline(set.deadline()));
    } else if (action instanceof Action.SetReplicaSetRevision set) {
      edit(set.replicaSet(), known -> known.revision(set));
    } else if (action instanceof Action.SetMinReadySeconds set) {
      edit(set.replicaSet(), known -> known.minReadySeconds(set.seconds()));
    } else if (action instanceof Action.SetEphemeralMetadata set) {
      edit(set.replicaSet(), known -> known.ephemeral(set));
    } else if (action instanceof Action.DeleteReplicaSet delete) {
      replicaSets.remove(delete.replicaSet());
      pods.remove(delete.replicaSet());
    } else {
      return false;
    }
    return true;
  }

  private boolean onPods(Action action) {
    if (action instanceof Action.EvictPod evict) {
      pods.evict(evict.pod());
    } else if (action instanceof Action.SetPodMetadata set) {
      pods.label(set);
    } else {
      return false;
    }
    return true;
  }

  private void onOthers(Action action) {
    if (action instanceof Action.SetRevision revision) {
      operate(
          written -> {
            Map<String, String> annotations = new TreeMap<>(written.getMetadata().getAnnotations());
            annotations.put(ArgoNames.REVISION, Integer.toString(revision.revision()));
            written.getMetadata().setAnnotations(annotations);
          });
    } else if (action instanceof Action.SetReplicas set) {
      operate(written -> written.setSpec(written.getSpec().withReplicas(set.replicas())));
    } else {
      world.carryOut(action, now);
    }
  }

  private void edit(String replicaSet, Consumer<SimulatedReplicaSet> change) {
    SimulatedReplicaSet set = replicaSets.get(replicaSet);
    if (set != null) {
      change.accept(set);
    }
  }
}
