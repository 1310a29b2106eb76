package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Subscription;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Action;
import dev.serin.rollout.contest.Contest;
import dev.serin.rollout.contest.FieldOwners;
import dev.serin.rollout.contest.ForeignWrite;
import dev.serin.rollout.contest.OwnWrite;
import dev.serin.rollout.contest.TrafficWrites;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.SeenRoute;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, for each rollout, who has lately written to the Services and routes that carry its
 * traffic. What it means is decided in {@link Contest}.
 *
 * <p>Memory only: no more than {@value #MOST} writes of each kind, no older than {@link
 * Contest#WINDOW}, and nothing for a rollout that is left alone.
 */
public final class TrafficLedger {

  private static final int MOST = 64;

  /** The writes of one rollout; guarded by itself. */
  private record Entry(Deque<ForeignWrite> foreign, Deque<OwnWrite> own) {}

  private final ClusterView view;
  private final InstantSource clock;
  private final Instant since;
  private final Map<ObjectKey, Entry> entries = new ConcurrentHashMap<>();

  /** An empty ledger. */
  public TrafficLedger(ClusterView view, InstantSource clock) {
    this.view = view;
    this.clock = clock;
    this.since = clock.instant();
  }

  /** Starts to listen; before whoever acts on what it says. */
  public Subscription connect() {
    return Subscription.all(
        List.of(
            view.services().listen(this::service),
            view.routes().listenToChanges(this::route),
            view.rollouts()
                .listen(
                    (key, before, after) -> {
                      if (after == null) {
                        entries.remove(key);
                      }
                    })));
  }

  private void service(ObjectKey key, @Nullable Service before, @Nullable Service after) {
    if (before != null && after != null) {
      FieldOwners.between(before, after, clock.instant())
          .ifPresent(
              write ->
                  view.rolloutsThatName("Service", key)
                      .forEach(rollout -> add(ObjectKey.of(rollout), Entry::foreign, write)));
    }
  }

  private void route(@Nullable SeenRoute before, @Nullable SeenRoute after) {
    if (before == null || after == null) {
      return;
    }
    RouteReference route = after.reference();
    for (Rollout rollout :
        view.rolloutsThatName(route.kind(), new ObjectKey(route.namespace(), route.name()))) {
      FieldOwners.between(rollout, before, after, clock.instant())
          .ifPresent(write -> add(ObjectKey.of(rollout), Entry::foreign, write));
    }
  }

  /** Says that the agent is about to carry an action out. */
  void wrote(ObjectKey rollout, Action.Traffic action) {
    add(rollout, Entry::own, new OwnWrite(FieldOwners.describe(action), clock.instant()));
  }

  private <W> void add(ObjectKey rollout, Function<Entry, Deque<W>> which, W write) {
    Entry entry =
        entries.computeIfAbsent(rollout, any -> new Entry(new ArrayDeque<>(), new ArrayDeque<>()));
    synchronized (entry) {
      Deque<W> writes = which.apply(entry);
      writes.addLast(write);
      if (writes.size() > MOST) {
        writes.removeFirst();
      }
    }
  }

  /** What was written lately for a rollout. */
  TrafficWrites of(ObjectKey rollout) {
    Entry entry = entries.get(rollout);
    if (entry == null) {
      return new TrafficWrites(since, List.of(), List.of());
    }
    Instant oldest = clock.instant().minus(Contest.WINDOW);
    synchronized (entry) {
      entry.foreign().removeIf(write -> write.at().isBefore(oldest));
      entry.own().removeIf(write -> write.at().isBefore(oldest));
      return new TrafficWrites(since, List.copyOf(entry.foreign()), List.copyOf(entry.own()));
    }
  }
}
