package dev.serin.rollout.bluegreen;

import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.change.Rollbacks;
import dev.serin.rollout.change.Scaling;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;

/**
 * How many pods each version gets, N = spec.replicas.
 *
 * <p>Algorithm:
 *
 * <ol>
 *   <li>Stable: N.
 *   <li>Current: N, or previewReplicaCount until the check point is passed. Aborted: as it is for
 *       abortScaleDownDelay, then none.
 *   <li>Others, the latest first: as they are for scaleDownDelay, then none; also the one that was
 *       stable, once it is not. One that is wanted again while it waits keeps its time to go until
 *       the active Service is seen to select it: that is how one knows that it may go back fast.
 *       One that serves all users, as it was replaced before it was judged: N.
 * </ol>
 */
final class Sizing {
  private Sizing() {}

  static void plan(Stage s, Draft d) {
    ReplicaSet current = s.current();
    ReplicaSet stable = s.versions().stable();
    boolean same = ReplicaSets.same(current, stable);
    boolean stays = Lifecycle.underWay(s, d) && !same;
    if (stays) {
      Scaling.removeDeadline(d, stable);
      Scaling.scale(s, d, stable, s.change().replicas());
    }
    if (d.status().aborted() && stays) {
      Scaling.retire(s, d, current, s.change().abortScaleDownDelay());
    } else if (current != null) {
      if (s.switched() || !Rollbacks.withinDelay(s) || !s.fastRollback(d)) {
        Scaling.removeDeadline(d, current);
      }
      Scaling.scale(s, d, current, currentPods(s, d));
    }
    if (!Pauses.byJudgement(d)) {
      List<ReplicaSet> old = new ArrayList<>(s.versions().others());
      if (stable != null && !same && !stays) {
        old.add(0, stable);
      }
      Scaling.retireOld(s, d, old);
    }
    s.activeSet()
        .filter(active -> s.versions().others().contains(active))
        .ifPresent(active -> Scaling.scale(s, d, active, s.change().replicas()));
  }

  private static int currentPods(Stage s, Draft d) {
    int all = s.change().replicas();
    boolean passed =
        Boolean.TRUE.equals(Stage.state(d).scaleUpPreviewCheckPoint())
            && !s.change().paused()
            && d.status().pauseConditions().isEmpty();
    return s.fastTracked(d) || s.activeSet().isEmpty() || passed
        ? all
        : s.settings().previewReplicas().orElse(all);
  }
}
