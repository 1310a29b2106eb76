package dev.serin.rollout.change;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.WireTime;
import dev.serin.rollout.Action.CreateReplicaSet;
import dev.serin.rollout.Action.ScaleReplicaSet;
import dev.serin.rollout.Action.SetReplicaSetRevision;
import dev.serin.rollout.Action.SetRevision;
import dev.serin.rollout.Action.SetScaleDownDeadline;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Conditions.Saying;
import dev.serin.rollout.status.Reasons;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes ReplicaSets, and sets how many pods they have.
 *
 * <p>Invariant: a version that gets traffic is not scaled to 0.
 */
public final class Scaling {
  private Scaling() {}

  /** Creates the ReplicaSet of the wanted version. One that is refused is no progress. */
  public static void create(Pass p, Draft d, ReplicaSet made) {
    d.act(new CreateReplicaSet(made));
    Optional<Saying> refused = RefusedWrites.creation(p);
    refused.ifPresent(saying -> RefusedWrites.warn(saying, d));
    d.event(
        Reasons.NEW_REPLICA_SET_CREATED,
        "Created ReplicaSet %s (revision %d)"
            .formatted(ReplicaSets.name(made), p.versions().revision()));
    if (refused.isEmpty()) {
      d.progressed();
    }
    mark(p, d);
  }

  /** Gives the current version the greatest number of all. */
  public static void revise(Pass p, Draft d, ReplicaSet current) {
    int before = ReplicaSets.revision(current);
    if (before != p.versions().revision()) {
      String history = ReplicaSets.annotation(current, ArgoNames.REVISION_HISTORY);
      String longer =
          before == 0 ? history : history.isEmpty() ? "" + before : history + "," + before;
      d.act(new SetReplicaSetRevision(ReplicaSets.name(current), p.versions().revision(), longer));
    }
    mark(p, d);
  }

  /** Takes the time to go from a version that is in use. */
  public static void removeDeadline(Draft d, @Nullable ReplicaSet set) {
    if (set != null && !ReplicaSets.annotation(set, ArgoNames.SCALE_DOWN_DEADLINE).isEmpty()) {
      d.act(new SetScaleDownDeadline(ReplicaSets.name(set), Optional.empty()));
    }
  }

  /** Scales to 0 after a delay; empty: never. The delay begins when it gets no traffic. */
  public static void retire(Pass p, Draft d, @Nullable ReplicaSet set, Optional<Duration> delay) {
    if (set == null || (delay.isEmpty() && ReplicaSets.wanted(set) > 0)) {
      return;
    }
    if (ReplicaSets.wanted(set) == 0 || p.getsTraffic(ReplicaSets.hash(set))) {
      removeDeadline(d, set);
      return;
    }
    if (p.mayGetTraffic(ReplicaSets.hash(set), d)) {
      return;
    }
    Optional<Instant> deadline = ReplicaSets.deadline(set);
    if (delay.get().isZero() || deadline.filter(end -> !end.isAfter(p.now())).isPresent()) {
      scale(p, d, set, 0);
      removeDeadline(d, set);
      return;
    }
    Instant end = deadline.orElse(WireTime.truncate(p.now().plus(delay.get())));
    if (deadline.isEmpty()) {
      d.act(new SetScaleDownDeadline(ReplicaSets.name(set), Optional.of(end)));
    }
    d.wakeAt(end);
  }

  /** Retires old versions, the latest first, as many with a delay as the limit allows. */
  public static void retireOld(Pass p, Draft d, List<ReplicaSet> old) {
    int waiting = 0;
    for (ReplicaSet set : old) {
      boolean mayWait = ReplicaSets.wanted(set) > 0 && waiting++ < p.change().scaleDownLimit();
      Duration delay = mayWait ? p.change().scaleDownDelay() : Duration.ZERO;
      retire(p, d, set, Optional.of(delay));
    }
  }

  /** Sets how many pods there are; also how many the Rollout wants, for versions in use. */
  public static void scale(Pass p, Draft d, @Nullable ReplicaSet set, int replicas) {
    if (set == null) {
      return;
    }
    int wanted = ReplicaSets.wanted(set);
    String desired = ReplicaSets.annotation(set, ArgoNames.DESIRED_REPLICAS);
    boolean noted = replicas == 0 || desired.equals(Integer.toString(p.change().replicas()));
    if (wanted == replicas && noted) {
      return;
    }
    d.act(new ScaleReplicaSet(ReplicaSets.name(set), replicas, p.change().replicas()));
    if (wanted == replicas) {
      return;
    }
    d.event(
        Reasons.SCALING_REPLICA_SET,
        "Scaled %s ReplicaSet %s (revision %d) from %d to %d"
            .formatted(
                replicas > wanted ? "up" : "down",
                ReplicaSets.name(set),
                ReplicaSets.revision(set),
                wanted,
                replicas));
    d.progressed();
  }

  private static void mark(Pass p, Draft d) {
    if (ReplicaSets.revision(p.rollout()) != p.versions().revision()) {
      d.act(new SetRevision(p.versions().revision()));
    }
  }
}
