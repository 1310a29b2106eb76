package dev.serin.agent.experiment;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Owners;
import dev.serin.agent.cluster.Subscription;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.reconcile.Wakeups;
import dev.serin.argo.analysis.AnalysisRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts an Experiment into the queue when it changes, or anything that belongs to it. */
public final class ExperimentWakeups {

  private final WorkQueue<ObjectKey> queue;

  private ExperimentWakeups(WorkQueue<ObjectKey> queue) {
    this.queue = queue;
  }

  /** Starts to listen. */
  public static Subscription connect(ClusterView view, WorkQueue<ObjectKey> queue) {
    ExperimentWakeups wakeups = new ExperimentWakeups(queue);
    return Subscription.all(
        List.of(
            view.experiments().listen((key, before, after) -> queue.add(key)),
            view.replicaSets().listen(wakeups::owned),
            view.services().listen(wakeups::owned),
            view.analysisRuns().listen(wakeups::analysisRun)));
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
