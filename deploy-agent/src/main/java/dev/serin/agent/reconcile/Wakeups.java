package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.EndpointsView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.agent.cluster.Owners;
import dev.serin.agent.cluster.Subscription;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.traffic.RouteReference;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a rollout into the queue when anything changes that its next decision depends on: itself,
 * what it owns, and what it names. An abort and a bad verdict go into the urgent lane.
 */
public final class Wakeups {

  private final ClusterView view;
  private final WorkQueue<ObjectKey> queue;

  private Wakeups(ClusterView view, WorkQueue<ObjectKey> queue) {
    this.view = view;
    this.queue = queue;
  }

  /** Starts to listen. */
  public static Subscription connect(ClusterView view, WorkQueue<ObjectKey> queue) {
    Wakeups wakeups = new Wakeups(view, queue);
    return Subscription.all(
        List.of(
            view.rollouts().listen(wakeups::rollout),
            view.analysisRuns().listen(wakeups::analysisRun),
            view.replicaSets().listen(wakeups::owned),
            wakeups.named("Service", view.services()),
            view.routes().listen(wakeups::route),
            view.endpointSlices().listen(wakeups::endpoints),
            wakeups.named("AnalysisTemplate", view.analysisTemplates()),
            wakeups.named("ClusterAnalysisTemplate", view.clusterAnalysisTemplates()),
            view.experiments().listen(wakeups::experiment)));
  }

  private void rollout(ObjectKey key, @Nullable Rollout before, @Nullable Rollout after) {
    if (aborted(after) && !aborted(before)) {
      queue.addUrgent(key);
    } else {
      queue.add(key);
    }
  }

  private static boolean aborted(@Nullable Rollout rollout) {
    return rollout != null && rollout.getStatus() != null && rollout.getStatus().aborted();
  }

  /** A run is written with every measurement; only a change of its phase or message matters. */
  private void analysisRun(
      ObjectKey key, @Nullable AnalysisRun before, @Nullable AnalysisRun after) {
    if (before == null || after == null) {
      owned(key, before, after);
    } else if (bad(after) && !bad(before)) {
      Owners.rollout(after).ifPresent(queue::addUrgent);
    } else if (phase(before) != phase(after)
        || !Objects.equals(message(before), message(after))
        || !Objects.equals(before.getSpec(), after.getSpec())) {
      Owners.rollout(after).ifPresent(queue::add);
    }
  }

  /** Whether the rollout may have to go back because of this run. */
  public static boolean bad(AnalysisRun run) {
    AnalysisPhase phase = phase(run);
    return phase != null && phase.completed() && phase != AnalysisPhase.SUCCESSFUL;
  }

  private static @Nullable AnalysisPhase phase(AnalysisRun run) {
    return run.getStatus() == null ? null : run.getStatus().phase();
  }

  private static @Nullable String message(AnalysisRun run) {
    return run.getStatus() == null ? null : run.getStatus().message();
  }

  /** A verdict may take the rollout back. */
  private void experiment(ObjectKey key, @Nullable Experiment before, @Nullable Experiment after) {
    if (after != null && bad(after) && (before == null || !bad(before))) {
      Owners.rollout(after).ifPresent(queue::addUrgent);
    } else {
      owned(key, before, after);
    }
  }

  private static boolean bad(Experiment experiment) {
    ExperimentStatus status = ExperimentStatus.of(experiment);
    return status.over() && status.phase() != AnalysisPhase.SUCCESSFUL;
  }

  private void owned(ObjectKey key, @Nullable HasMetadata before, @Nullable HasMetadata after) {
    HasMetadata object = after == null ? before : after;
    if (object != null) {
      Owners.rollout(object).ifPresent(queue::add);
    }
  }

  private void route(RouteReference route) {
    ObjectKey key = new ObjectKey(route.namespace(), route.name());
    Stream.concat(
            view.rolloutsThatName(route.kind(), key).stream(),
            view.rolloutsThatSelect(route.kind(), route.namespace()).stream())
        .forEach(rollout -> queue.add(ObjectKey.of(rollout)));
  }

  private void endpoints(
      ObjectKey key, @Nullable EndpointsView before, @Nullable EndpointsView after) {
    EndpointsView slice = after == null ? before : after;
    if (slice != null && !Objects.equals(before, after)) {
      view.rolloutsThatName("Service", slice.service())
          .forEach(rollout -> queue.add(ObjectKey.of(rollout)));
    }
  }

  private <T> Subscription named(String kind, ObjectStore<T> store) {
    return store.listen(
        (key, before, after) ->
            view.rolloutsThatName(kind, key).forEach(rollout -> queue.add(ObjectKey.of(rollout))));
  }
}
