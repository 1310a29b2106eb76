package dev.serin.agent.event;

import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait to be recorded.
 *
 * <ol>
 *   <li>First in, first out. As a rule each gets an Event object of its own, as with Argo Rollouts.
 *   <li>While a crowd waits, an event joins the latest one of its series (same object, type and
 *       reason) that waits already, and one Event object tells of both ({@link Told#and}).
 *   <li>What is over the bound is not taken.
 * </ol>
 */
final class EventBacklog {

  /**
   * An event on its way.
   *
   * @param name the name of the Event object, chosen before the first try to create it
   */
  record Entry(String name, ObjectReference about, Told told) {}

  private record Series(
      String kind, String namespace, String name, RolloutEvent.Type type, String reason) {}

  private final int crowd;
  private final int most;
  private final Deque<Series> order = new ArrayDeque<>();
  private final Map<Series, Deque<Entry>> entries = new HashMap<>();
  private boolean closed;

  /**
   * An empty backlog.
   *
   * @param crowd how many have to wait for events to be told together
   * @param most how many may wait
   */
  EventBacklog(int crowd, int most) {
    this.crowd = crowd;
    this.most = most;
  }

  /** Adds an event; tells whether there was room. */
  synchronized boolean add(Entry entry) {
    Series series = series(entry);
    Deque<Entry> known = entries.computeIfAbsent(series, any -> new ArrayDeque<>());
    if (order.size() >= crowd && !known.isEmpty()) {
      Entry earlier = known.removeLast();
      known.addLast(new Entry(earlier.name(), earlier.about(), earlier.told().and(entry.told())));
      return true;
    }
    if (order.size() >= most) {
      return false;
    }
    known.addLast(entry);
    order.addLast(series);
    notifyAll();
    return true;
  }

  /** Waits until there is an event, or there will be none any more; tells whether there is one. */
  synchronized boolean await() throws InterruptedException {
    while (order.isEmpty() && !closed) {
      wait();
    }
    return !order.isEmpty();
  }

  /** Takes the first event out; null if there is none. */
  synchronized @Nullable Entry poll() {
    Series series = order.pollFirst();
    if (series == null) {
      return null;
    }
    Deque<Entry> known = entries.getOrDefault(series, new ArrayDeque<>());
    Entry first = known.pollFirst();
    if (known.isEmpty()) {
      entries.remove(series);
    }
    return first;
  }

  /** How many wait. */
  synchronized int size() {
    return order.size();
  }

  /** Ends the waiting for events once there are none. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private static Series series(Entry entry) {
    ObjectReference about = entry.about();
    return new Series(
        about.getKind(),
        about.getNamespace(),
        about.getName(),
        entry.told().type(),
        entry.told().reason());
  }
}
