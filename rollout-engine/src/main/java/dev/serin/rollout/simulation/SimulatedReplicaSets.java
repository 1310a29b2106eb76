package dev.serin.rollout.simulation;

import dev.serin.rollout.Action;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The ReplicaSets as the API server holds them, with their pods. */
final class SimulatedReplicaSets {
  private final Map<String, SimulatedReplicaSet> sets = new TreeMap<>();
  private final SimulatedPods pods;

  SimulatedReplicaSets(PodBehaviour behaviour) {
    this.pods = new SimulatedPods(behaviour);
  }

  /** The pods of all of them. */
  SimulatedPods pods() {
    return pods;
  }

  /** The ReplicaSet controller makes what is missing; available pods by version. */
  Map<String, Integer> tick(Instant now) {
    Map<String, Integer> available = new TreeMap<>();
    for (SimulatedReplicaSet set : sets.values()) {
      pods.resize(set, now);
      available.put(SimulatedReplicaSet.version(set.name()), pods.available(set.name(), now));
    }
    return available;
  }

  List<String> names() {
    return List.copyOf(sets.keySet());
  }

  SimulatedReplicaSet get(String name) {
    return Objects.requireNonNull(sets.get(name), name);
  }

  /** Wanted pods; none where there is no such ReplicaSet. */
  int wanted(String name) {
    SimulatedReplicaSet set = sets.get(name);
    return set == null ? 0 : set.wanted();
  }

  /** Copies that later changes do not touch. */
  List<ReplicaSet> pictures(Instant now) {
    List<ReplicaSet> pictures = new ArrayList<>();
    for (SimulatedReplicaSet set : sets.values()) {
      pictures.add(set.picture(pods.existing(set.name()), pods.available(set.name(), now)));
    }
    return pictures;
  }

  /** So many pods fail and start anew. */
  void crash(String name, int count, Instant now) {
    pods.crash(get(name), count, now);
  }

  /** Sets how many pods there shall be, if there is such a ReplicaSet. */
  void scale(String name, int replicas, Instant now) {
    edit(
        name,
        set -> {
          set.scale(replicas);
          pods.resize(set, now);
        });
  }

  /** Carries an action out, if it is about ReplicaSets or pods. */
  boolean carryOut(Action action, Instant now) {
    if (action instanceof Action.CreateReplicaSet create) {
      SimulatedReplicaSet set = new SimulatedReplicaSet(create.replicaSet(), now);
      sets.putIfAbsent(set.name(), set);
    } else if (action instanceof Action.ScaleReplicaSet scale) {
      edit(scale.replicaSet(), set -> set.desired(scale.desiredReplicas()));
      scale(scale.replicaSet(), scale.replicas(), now);
    } else if (action instanceof Action.SetScaleDownDeadline change) {
      edit(change.replicaSet(), set -> set.deadline(change.deadline()));
    } else if (action instanceof Action.SetReplicaSetRevision change) {
      edit(change.replicaSet(), set -> set.revision(change));
    } else if (action instanceof Action.SetMinReadySeconds change) {
      edit(change.replicaSet(), set -> set.minReadySeconds(change.seconds()));
    } else if (action instanceof Action.SetEphemeralMetadata change) {
      edit(change.replicaSet(), set -> set.ephemeral(change));
    } else if (action instanceof Action.DeleteReplicaSet delete) {
      sets.remove(delete.replicaSet());
      pods.remove(delete.replicaSet());
    } else {
      return pods.carryOut(action);
    }
    return true;
  }

  private void edit(String name, Consumer<SimulatedReplicaSet> change) {
    SimulatedReplicaSet set = sets.get(name);
    if (set != null) {
      change.accept(set);
    }
  }
}
