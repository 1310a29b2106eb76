package dev.serin.rollout.simulation;

import dev.serin.rollout.Action;
import dev.serin.rollout.PodFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The pods of each ReplicaSet, which take their time until they are available. */
final class SimulatedPods {

  /** A pod, and the time from which it is available. */
  private record Pod(
      String name,
      Instant created,
      Instant available,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  private final Map<String, List<Pod>> pods = new TreeMap<>();
  private final PodBehaviour behaviour;
  private int serial;

  SimulatedPods(PodBehaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** The ReplicaSet controller: makes what is missing; pods that are not available go first. */
  void resize(SimulatedReplicaSet set, Instant now) {
    List<Pod> list = pods.computeIfAbsent(set.name(), name -> new ArrayList<>());
    int wanted = set.wanted();
    while (list.size() < wanted) {
      list.add(
          new Pod(
              set.name() + "-" + serial++,
              now,
              behaviour.available(set.image(), now),
              set.podLabels(),
              set.podAnnotations()));
    }
    if (list.size() > wanted) {
      list.sort(Comparator.comparing(Pod::available));
      list.subList(wanted, list.size()).clear();
    }
  }

  /** So many pods fail and start anew. */
  void crash(SimulatedReplicaSet set, int count, Instant now) {
    List<Pod> list = pods.getOrDefault(set.name(), new ArrayList<>());
    for (int i = 0; i < Math.min(count, list.size()); i++) {
      Pod old = list.get(i);
      Instant available = behaviour.available(set.image(), now);
      list.set(i, new Pod(old.name, old.created, available, old.labels, old.annotations));
    }
  }

  void remove(String replicaSet) {
    pods.remove(replicaSet);
  }

  /** Carries an action out, if it is about pods. */
  boolean carryOut(Action action) {
    if (action instanceof Action.EvictPod evict) {
      evict(evict.pod());
    } else if (action instanceof Action.SetPodMetadata set) {
      label(set);
    } else {
      return false;
    }
    return true;
  }

  private void evict(String pod) {
    pods.values().forEach(list -> list.removeIf(candidate -> candidate.name.equals(pod)));
  }

  private void label(Action.SetPodMetadata set) {
    for (List<Pod> list : pods.values()) {
      list.replaceAll(
          pod ->
              pod.name.equals(set.pod())
                  ? new Pod(
                      pod.name,
                      pod.created,
                      pod.available,
                      SimulatedReplicaSet.changed(pod.labels, set.labels()),
                      SimulatedReplicaSet.changed(pod.annotations, set.annotations()))
                  : pod);
    }
  }

  /** Pods of a ReplicaSet that exist. */
  int existing(String replicaSet) {
    return pods.getOrDefault(replicaSet, List.of()).size();
  }

  /** Pods of a ReplicaSet that are available. */
  int available(String replicaSet, Instant now) {
    int available = 0;
    for (Pod pod : pods.getOrDefault(replicaSet, List.of())) {
      available += pod.available.isAfter(now) ? 0 : 1;
    }
    return available;
  }

  /** The pods as a controller sees them. */
  List<PodFacts> facts(Instant now) {
    List<PodFacts> facts = new ArrayList<>();
    pods.forEach(
        (set, list) ->
            list.forEach(
                pod ->
                    facts.add(
                        new PodFacts(
                            pod.name,
                            SimulatedReplicaSet.version(set),
                            pod.created,
                            !pod.available.isAfter(now),
                            false,
                            pod.labels,
                            pod.annotations))));
    return facts;
  }

  /** Values of a label of the pods of a ReplicaSet, each once. */
  Set<String> labels(String replicaSet, String key) {
    return pods.getOrDefault(replicaSet, List.of()).stream()
        .map(pod -> pod.labels.getOrDefault(key, ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The time at which the oldest pod was made. */
  Instant oldest() {
    return pods.values().stream()
        .flatMap(List::stream)
        .map(Pod::created)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }
}
