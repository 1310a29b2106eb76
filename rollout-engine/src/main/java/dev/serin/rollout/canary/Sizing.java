package dev.serin.rollout.canary;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.WireTime;
import dev.serin.rollout.Action.CreateReplicaSet;
import dev.serin.rollout.Action.ScaleReplicaSet;
import dev.serin.rollout.Action.SetReplicaSetRevision;
import dev.serin.rollout.Action.SetRevision;
import dev.serin.rollout.Action.SetScaleDownDeadline;
import dev.serin.rollout.replicas.NewReplicaSet;
import dev.serin.rollout.replicas.ReplicaBudget;
import dev.serin.rollout.replicas.ReplicaBudget.Count;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.replicas.WeightedReplicas;
import dev.serin.rollout.status.Reasons;
import dev.serin.rollout.traffic.Confirmation;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many pods each version gets.
 *
 * <p>Algorithm with a router, N = spec.replicas:
 *
 * <ol>
 *   <li>Stable: N. Nothing to replace: the current version N, others after scaleDownDelay.
 *   <li>Canary: what the greater of the wanted and the observed weight needs; N once the steps are
 *       over.
 *   <li>Aborted: the canary stays as it is for abortScaleDownDelay (its pods serve requests under
 *       way, and a retry is quick), then it goes.
 *   <li>A version in between (a canary that was itself replaced) goes once it gets no traffic.
 * </ol>
 *
 * Without a router: {@link WeightedReplicas} says where to go, {@link ReplicaBudget} how far in
 * this pass.
 *
 * <p>Invariant: a version that gets traffic is not scaled down.
 */
final class Sizing {
  private Sizing() {}

  static void plan(Situation s, Draft d, PodTemplateSpec template) {
    ReplicaSet current = s.current();
    if (current == null) {
      if (!s.settings().paused()) {
        create(s, d, template);
      }
    } else {
      revise(s, d, current);
      keepActive(s, d, current);
    }
    if (s.settings().routed()) {
      routed(s, d);
    } else {
      unrouted(s, d);
    }
    History.collect(s, d);
  }

  private static void create(Situation s, Draft d, PodTemplateSpec template) {
    ReplicaSet made =
        NewReplicaSet.of(
            s.rollout(),
            template,
            s.versions().hash(),
            s.versions().revision(),
            s.settings().replicas());
    d.act(new CreateReplicaSet(made));
    d.event(
        Reasons.NEW_REPLICA_SET_CREATED,
        "Created ReplicaSet %s (revision %d)"
            .formatted(ReplicaSets.name(made), s.versions().revision()));
    d.progressed();
    mark(s, d);
  }

  private static void revise(Situation s, Draft d, ReplicaSet current) {
    int before = ReplicaSets.revision(current);
    if (before != s.versions().revision()) {
      String history = ReplicaSets.annotation(current, ArgoNames.REVISION_HISTORY);
      String longer =
          before == 0 ? history : history.isEmpty() ? "" + before : history + "," + before;
      d.act(new SetReplicaSetRevision(ReplicaSets.name(current), s.versions().revision(), longer));
    }
    mark(s, d);
  }

  private static void mark(Situation s, Draft d) {
    if (ReplicaSets.revision(s.rollout()) != s.versions().revision()) {
      d.act(new SetRevision(s.versions().revision()));
    }
  }

  /** Versions in use have no deadline. */
  private static void keepActive(Situation s, Draft d, ReplicaSet current) {
    ReplicaSet stable = s.versions().stable();
    if (!d.status().aborted() || ReplicaSets.same(stable, current)) {
      removeDeadline(current, d);
    }
    if (stable != null && !ReplicaSets.same(stable, current)) {
      boolean replaced = Lifecycle.stable(s, d);
      if (!replaced) {
        removeDeadline(stable, d);
      }
    }
  }

  private static void removeDeadline(ReplicaSet set, Draft d) {
    if (!ReplicaSets.annotation(set, ArgoNames.SCALE_DOWN_DEADLINE).isEmpty()) {
      d.act(new SetScaleDownDeadline(ReplicaSets.name(set), Optional.empty()));
    }
  }

  private static void routed(Situation s, Draft d) {
    int all = s.settings().replicas();
    ReplicaSet current = s.current();
    ReplicaSet stable = s.versions().stable();
    List<ReplicaSet> idle = new ArrayList<>(s.versions().others());
    if (Lifecycle.underWay(s, d)) {
      scale(stable, all, s, d);
      if (d.status().aborted()) {
        retire(current, s.settings().abortScaleDownDelay(), s, d);
      } else {
        scale(current, stable == null ? all : canaryPods(s, d), s, d);
      }
      idle.forEach(set -> retireBetween(set, s, d));
      return;
    }
    scale(current, all, s, d);
    if (stable != null && !ReplicaSets.same(stable, current)) {
      idle.add(0, stable);
    }
    boolean settled = Lifecycle.stable(s, d);
    int waiting = 0;
    for (ReplicaSet set : idle) {
      boolean mayWait = ReplicaSets.wanted(set) > 0 && waiting++ < s.settings().scaleDownLimit();
      Duration delay = mayWait ? s.settings().scaleDownDelay() : Duration.ZERO;
      if (settled) {
        retire(set, Optional.of(delay), s, d);
      }
    }
  }

  private static int canaryPods(Situation s, Draft d) {
    if (d.status().fullPromotion()) {
      return s.settings().replicas();
    }
    int wanted = s.settings().weightAt(Lifecycle.index(d));
    boolean carries = s.split().sendsTo(s.versions().hash());
    int observed = carries ? s.split().canaryWeight() : 0;
    return s.settings().routedPods(Math.max(wanted, observed));
  }

  private static void retireBetween(ReplicaSet set, Situation s, Draft d) {
    if (ReplicaSets.deadline(set).isPresent()) {
      retire(set, Optional.of(s.settings().scaleDownDelay()), s, d);
    } else {
      retire(set, Optional.of(Duration.ZERO), s, d);
    }
  }

  /** Scales to 0 after a delay; empty: never. Not while it gets traffic. */
  private static void retire(
      @Nullable ReplicaSet set, Optional<Duration> delay, Situation s, Draft d) {
    if (set == null || ReplicaSets.wanted(set) == 0 || delay.isEmpty() || maySend(set, s, d)) {
      return;
    }
    Optional<Instant> deadline = ReplicaSets.deadline(set);
    if (delay.get().isZero() || deadline.filter(end -> !end.isAfter(s.now())).isPresent()) {
      scale(set, 0, s, d);
      removeDeadline(set, d);
      return;
    }
    Instant end = deadline.orElse(WireTime.truncate(s.now().plus(delay.get())));
    if (deadline.isEmpty()) {
      d.act(new SetScaleDownDeadline(ReplicaSets.name(set), Optional.of(end)));
    }
    d.wakeAt(end);
  }

  /** Whether a version gets requests, or may until every proxy knows that it does not any more. */
  private static boolean maySend(ReplicaSet set, Situation s, Draft d) {
    Confirmation unused = s.split().unused(ReplicaSets.hash(set), s.now());
    unused.lookAgain().ifPresent(d::wakeAt);
    return !unused.confirmed();
  }

  private static void unrouted(Situation s, Draft d) {
    ReplicaSet current = s.current();
    if (current == null) {
      return;
    }
    CanarySettings settings = s.settings();
    boolean underWay = Lifecycle.underWay(s, d) && s.versions().stable() != null;
    int weight =
        d.status().aborted()
            ? 0
            : d.status().fullPromotion() ? 100 : settings.weightAt(Lifecycle.index(d));
    WeightedReplicas goal =
        WeightedReplicas.of(settings.replicas(), underWay ? weight : 100, settings.maxSurge() > 0);
    ReplicaSet stable = s.versions().stable();
    List<ReplicaSet> others = new ArrayList<>(s.versions().others());
    if (!underWay && stable != null && !ReplicaSets.same(stable, current)) {
      others.add(stable);
    }
    new ReplicaBudget(settings.replicas(), settings.maxSurge(), settings.maxUnavailable())
        .next(
            new Count(current, goal.canary()),
            underWay && stable != null ? new Count(stable, goal.stable()) : null,
            others)
        .forEach(count -> scale(count.replicaSet(), count.replicas(), s, d));
  }

  private static void scale(@Nullable ReplicaSet set, int replicas, Situation s, Draft d) {
    if (set == null || ReplicaSets.wanted(set) == replicas) {
      return;
    }
    d.act(new ScaleReplicaSet(ReplicaSets.name(set), replicas, s.settings().replicas()));
    d.event(
        Reasons.SCALING_REPLICA_SET,
        "Scaled %s ReplicaSet %s (revision %d) from %d to %d"
            .formatted(
                replicas > ReplicaSets.wanted(set) ? "up" : "down",
                ReplicaSets.name(set),
                ReplicaSets.revision(set),
                ReplicaSets.wanted(set),
                replicas));
    d.progressed();
  }
}
