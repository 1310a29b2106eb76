package dev.serin.rollout.change;

import dev.serin.rollout.Action.EvictPod;
import dev.serin.rollout.Action.ScaleReplicaSet;
import dev.serin.rollout.PodFacts;
import dev.serin.rollout.replicas.ReplicaSets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Restarts all pods that are older than {@code spec.restartAt}.
 *
 * <p>Algorithm: pods are evicted, so that disruption budgets have a say: those of stable first,
 * then those of the current version. As many at a time as may be missing, at least one, and those
 * that serve nobody; none in a pass that changes numbers of pods, as nobody knows yet which ones
 * that leaves. When no old pod is left, {@code status.restartedAt} says so. What a budget refuses
 * is tried again.
 */
public final class Restarts {
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private Restarts() {}

  /** Evicts what may go now. */
  public static void plan(Pass p, Draft d) {
    Instant wanted = p.rollout().getSpec().restartAt();
    if (wanted == null || Objects.equals(wanted, d.status().restartedAt())) {
      return;
    }
    if (p.now().isBefore(wanted)) {
      d.wakeAt(wanted);
      return;
    }
    List<PodFacts> pods = p.observation().surroundings().pods();
    int existing = ReplicaSets.sum(p.observation().replicaSets(), ReplicaSets::existing);
    List<PodFacts> old =
        pods.stream()
            .filter(pod -> pod.created().isBefore(wanted))
            .sorted(Comparator.comparingInt(pod -> rank(pod, p, d)))
            .toList();
    if (old.isEmpty() && pods.size() >= existing) {
      d.update(b -> b.restartedAt(wanted));
      return;
    }
    d.wakeAt(p.now().plus(AGAIN));
    if (d.plans(ScaleReplicaSet.class)) {
      return;
    }
    List<PodFacts> going = old.stream().filter(pod -> !pod.leaving()).toList();
    Set<String> serving = serving(p);
    int most = Math.max(1, p.change().maxUnavailable());
    Stream.of(
            going.stream().filter(pod -> !pod.available()),
            going.stream()
                .filter(pod -> pod.available() && serving.contains(pod.version()))
                .limit(spare(p, serving, most)),
            going.stream()
                .filter(pod -> pod.available() && !serving.contains(pod.version()))
                .limit(most))
        .flatMap(Function.identity())
        .forEach(pod -> d.act(new EvictPod(pod.name())));
  }

  /** How many pods of the versions that serve users may go now. */
  private static long spare(Pass p, Set<String> serving, int most) {
    int wanted =
        p.observation().replicaSets().stream()
            .filter(set -> serving.contains(ReplicaSets.hash(set)))
            .mapToInt(ReplicaSets::wanted)
            .sum();
    long available =
        p.observation().surroundings().pods().stream()
            .filter(pod -> pod.available() && serving.contains(pod.version()))
            .count();
    return Math.max(0, available - (Math.max(p.change().replicas(), wanted) - most));
  }

  /** The versions that get requests; all, where nobody says which do. */
  private static Set<String> serving(Pass p) {
    Set<String> all =
        p.observation().replicaSets().stream().map(ReplicaSets::hash).collect(Collectors.toSet());
    Set<String> some = all.stream().filter(p::getsTraffic).collect(Collectors.toSet());
    return some.isEmpty() ? all : some;
  }

  private static int rank(PodFacts pod, Pass p, Draft d) {
    if (pod.version().equals(d.status().stableRS())) {
      return 0;
    }
    return pod.version().equals(p.versions().hash()) ? 1 : 2;
  }
}
