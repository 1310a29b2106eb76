package dev.serin.agent.experiment;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Owners;
import dev.serin.agent.cluster.Subscription;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.reconcile.Wakeups;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.rollout.traffic.RouteReference;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts an Experiment into the queue when it changes, or anything that belongs to it. */
public final class ExperimentWakeups {

  private final ClusterView view;
  private final WorkQueue<ObjectKey> queue;

  private ExperimentWakeups(ClusterView view, WorkQueue<ObjectKey> queue) {
    this.view = view;
    this.queue = queue;
  }

  /** Starts to listen. */
  public static Subscription connect(ClusterView view, WorkQueue<ObjectKey> queue) {
    ExperimentWakeups wakeups = new ExperimentWakeups(view, queue);
    return Subscription.all(
        List.of(
            view.experiments().listen((key, before, after) -> queue.add(key)),
            view.replicaSets().listen(wakeups::owned),
            view.services().listen(wakeups::owned),
            view.routes().listen(wakeups::route),
            view.analysisRuns().listen(wakeups::analysisRun)));
  }

  /** Pods may go when no route sends them requests any more. */
  private void route(RouteReference route) {
    ObjectKey key = new ObjectKey(route.namespace(), route.name());
    Stream.concat(
            view.rolloutsThatName(route.kind(), key).stream(),
            view.rolloutsThatSelect(route.kind(), route.namespace()).stream())
        .flatMap(rollout -> view.experimentsOf(rollout).stream())
        .forEach(experiment -> queue.add(ObjectKey.of(experiment)));
  }

  private void owned(ObjectKey key, @Nullable HasMetadata before, @Nullable HasMetadata after) {
    HasMetadata object = after == null ? before : after;
    if (object != null) {
      Owners.experiment(object).ifPresent(queue::add);
    }
  }

  private void analysisRun(
      ObjectKey key, @Nullable AnalysisRun before, @Nullable AnalysisRun after) {
    if (after != null && Wakeups.bad(after)) {
      Owners.experiment(after).ifPresent(queue::addUrgent);
    } else {
      owned(key, before, after);
    }
  }
}
