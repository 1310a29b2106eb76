package dev.serin.agent.history;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Owners;
import dev.serin.agent.cluster.Subscription;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.TrafficRouters;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at rollouts whenever anything changes that their story depends on, and hands on what was
 * not told before. What was told is remembered only to write less: telling it again would do no
 * harm.
 */
final class HistorySource implements Subscription {

  private final ClusterView view;
  private final InstantSource clock;
  private final Consumer<Chapter> told;
  private final Map<String, Set<String>> known = new HashMap<>();
  private final Subscription changes;

  /** Starts to look. */
  HistorySource(ClusterView view, InstantSource clock, Consumer<Chapter> told) {
    this.view = view;
    this.clock = clock;
    this.told = told;
    this.changes =
        Subscription.all(
            List.of(
                view.rollouts().listen(this::rollout),
                view.replicaSets().listen(this::replicaSet),
                view.analysisRuns().listen(this::analysisRun),
                view.routes().listen(this::route)));
  }

  /** Looks at all rollouts, and hands on everything that they tell. */
  void rescan() {
    synchronized (known) {
      known.clear();
    }
    view.rollouts().all().forEach(this::look);
  }

  private void rollout(ObjectKey key, @Nullable Rollout before, @Nullable Rollout after) {
    if (after != null) {
      look(after);
    } else if (before != null) {
      synchronized (known) {
        known.remove(before.getMetadata().getUid());
      }
    }
  }

  private void replicaSet(ObjectKey key, @Nullable ReplicaSet before, @Nullable ReplicaSet after) {
    if (after != null
        && (before == null || ReplicaSets.revision(before) != ReplicaSets.revision(after))) {
      Owners.rollout(after).flatMap(view.rollouts()::get).ifPresent(this::look);
    }
  }

  private void analysisRun(
      ObjectKey key, @Nullable AnalysisRun before, @Nullable AnalysisRun after) {
    if (after != null && over(after) && (before == null || !over(before))) {
      Owners.rollout(after).flatMap(view.rollouts()::get).ifPresent(this::look);
    }
  }

  private static boolean over(AnalysisRun run) {
    AnalysisPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
    return phase != null && phase.completed();
  }

  /**
   * Looks at a rollout as it is now: whoever comes late, with an older one in hand, must not tell
   * an older story after a newer one.
   */
  private void look(Rollout changed) {
    synchronized (known) {
      view.rollouts().get(ObjectKey.of(changed)).ifPresent(this::lookNow);
    }
  }

  private void lookNow(Rollout rollout) {
    List<Chapter> chapters =
        Storyteller.tell(
            rollout,
            view.replicaSetsOf(rollout),
            view.analysisRunsOf(rollout),
            TrafficRouters.canaryWeight(rollout, view.routes()),
            clock.instant());
    String uid = rollout.getMetadata().getUid();
    Set<String> before = known.getOrDefault(uid, Set.of());
    Set<String> now = new HashSet<>();
    for (Chapter chapter : chapters) {
      now.addAll(chapter.ids());
      Chapter fresh = chapter.without(before);
      if (!fresh.facts().isEmpty()) {
        told.accept(fresh);
      }
    }
    known.put(uid, now);
  }

  private void route(RouteReference route) {
    ObjectKey key = new ObjectKey(route.namespace(), route.name());
    Stream.concat(
            view.rolloutsThatName(route.kind(), key).stream(),
            view.rolloutsThatSelect(route.kind(), route.namespace()).stream())
        .forEach(this::look);
  }

  @Override
  public void close() {
    changes.close();
  }
}
