package dev.serin.rollout.change;

import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the current version is one to go back to, by the times at which ReplicaSets were made.
 *
 * <p>Within the window: it is older than the stable one, and fewer than {@code
 * rollbackWindow.revisions} others were made between the two.
 */
public final class Rollbacks {
  private Rollbacks() {}

  /** Whether the change goes back: to the stable version, or to an older one. */
  public static boolean any(Pass p, Draft d) {
    return p.current() != null
        && p.versions().stable() != null
        && (Lifecycle.stable(p, d) || older(p.current(), p.versions().stable()));
  }

  /** Whether the way back is short enough to go it without steps, pauses and analyses. */
  public static boolean withinWindow(Pass p, Draft d) {
    ReplicaSet current = p.current();
    ReplicaSet stable = p.versions().stable();
    if (p.change().rollbackWindow() <= 0
        || current == null
        || stable == null
        || !Lifecycle.underWay(p, d)
        || !older(current, stable)) {
      return false;
    }
    List<ReplicaSet> others = p.versions().others();
    return others.stream().filter(set -> older(current, set) && older(set, stable)).count()
        < p.change().rollbackWindow();
  }

  /** Whether the current version is still there, waiting to be scaled down. */
  public static boolean withinDelay(Pass p) {
    ReplicaSet current = p.current();
    return current != null
        && ReplicaSets.wanted(current) > 0
        && ReplicaSets.deadline(current).filter(end -> end.isAfter(p.now())).isPresent();
  }

  private static boolean older(@Nullable ReplicaSet one, @Nullable ReplicaSet other) {
    return created(one).compareTo(created(other)) < 0;
  }

  private static String created(@Nullable ReplicaSet set) {
    String time = set == null ? null : set.getMetadata().getCreationTimestamp();
    return time == null ? "" : time;
  }
}
