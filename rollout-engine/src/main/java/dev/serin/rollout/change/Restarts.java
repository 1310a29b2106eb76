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
import java.util.stream.Stream;

/**
 * Restarts all pods that are older than {@code spec.restartAt}.
 *
 * <p>Algorithm: pods are evicted, so that disruption budgets have a say: those of stable first,
 * then those of the current version. As many at a time as may be missing, at least one, and those
 * that serve nobody anyway; none in a pass that changes numbers of pods, as nobody knows yet which
 * ones that leaves. When no old pod is left, {@code status.restartedAt} says so. What a budget
 * refuses is tried again.
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
    int all =
        Math.max(
            p.change().replicas(),
            ReplicaSets.sum(p.observation().replicaSets(), ReplicaSets::wanted));
    long available = pods.stream().filter(PodFacts::available).count();
    long may = available - (all - Math.max(1, p.change().maxUnavailable()));
    List<PodFacts> going = old.stream().filter(pod -> !pod.leaving()).toList();
    Stream.concat(
            going.stream().filter(pod -> !pod.available()),
            going.stream().filter(PodFacts::available).limit(Math.max(0, may)))
        .forEach(pod -> d.act(new EvictPod(pod.name())));
  }

  private static int rank(PodFacts pod, Pass p, Draft d) {
    if (pod.version().equals(d.status().stableRS())) {
      return 0;
    }
    return pod.version().equals(p.versions().hash()) ? 1 : 2;
  }
}
