package dev.serin.agent.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys that wait to be handled.
 *
 * <ol>
 *   <li>A key that is added waits in one of two lanes, urgent or normal, each first in, first out.
 *       An urgent key goes before every normal one; a key added to both waits in the urgent lane.
 *   <li>A key that is added while it waits is not added again (coalescing). A key that is added
 *       while it is handled waits, apart, until {@link #done}, and is then handled once more: what
 *       changed meanwhile is never missed, and no key is handled by two threads at a time.
 *   <li>A key can be added with a delay. It has one due time: the earliest asked for. Being handed
 *       out clears it, because whoever handles the key then knows anew when to come back.
 *   <li>{@link #failed} adds a key after a delay that grows with every failure in a row of that
 *       key, and keeps its lane; {@link #succeeded} forgets them. Other keys are not slowed down.
 * </ol>
 *
 * Time is read from a monotonic source, so that a step of the wall clock neither hurries nor holds
 * up anything. All methods may be called by any thread.
 *
 * <p>A key wakes one thread, not all that wait: an urgent one if an urgent thread waits, else any.
 * Only one thread waits for the next due time; whoever leaves with a key while there is more to do
 * wakes the next.
 *
 * @param <K> the key: a value with equals and hashCode
 */
public final class WorkQueue<K> {

  private record Due<K>(K key, long at, boolean urgent) {}

  /** Whoever waits longer is handled in between, which does no harm; centuries would overflow. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Scatters hash codes of similar keys: 2^32 divided by the golden ratio, made odd (Knuth). */
  private static final int SCATTER = 0x9E3779B9;

  private static final int PLACE_BITS = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition anyLane = lock.newCondition();
  private final Condition urgentLane = lock.newCondition();
  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final Set<K> urgent = new LinkedHashSet<>();
  private final Set<K> normal = new LinkedHashSet<>();
  private final Map<K, Boolean> handled = new HashMap<>();
  private final Map<K, Boolean> again = new HashMap<>();
  private final Map<K, Due<K>> due = new HashMap<>();
  private final PriorityQueue<Due<K>> delayed =
      new PriorityQueue<>((left, right) -> Long.compare(left.at() - right.at(), 0));
  private final Map<K, Integer> failures = new HashMap<>();

  /** The thread that waits for the next due time, if one does. */
  private @Nullable Thread leader;

  private boolean closed;

  /**
   * An empty queue.
   *
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   * @param backoff the delays after failures
   */
  public WorkQueue(LongSupplier nanoTime, Backoff backoff) {
    this.nanoTime = nanoTime;
    this.backoff = backoff;
  }

  /** Adds a key to the normal lane. */
  public void add(K key) {
    locked(() -> enqueue(key, false));
  }

  /** Adds a key to the urgent lane. */
  public void addUrgent(K key) {
    locked(() -> enqueue(key, true));
  }

  /** Adds a key to the normal lane after a delay; at once if the delay is not positive. */
  public void addAfter(K key, Duration delay) {
    locked(() -> schedule(key, delay, false));
  }

  /** Says that handling a key failed; it is added again, to the same lane, after its backoff. */
  public void failed(K key) {
    failed(key, Duration.ZERO);
  }

  /**
   * Says that handling a key failed; it is added again, to the same lane, after its backoff.
   *
   * @param atLeast how long it waits at least, unless it is urgent; up to twice that, each key its
   *     own time, so that many that were refused together do not come again together
   */
  public void failed(K key, Duration atLeast) {
    locked(
        () -> {
          boolean isUrgent = handled.getOrDefault(key, false);
          Duration delay = backoff.after(failures.merge(key, 1, Integer::sum));
          boolean longer = !isUrgent && delay.compareTo(atLeast) < 0;
          schedule(key, longer ? spread(key, atLeast) : delay, isUrgent);
        });
  }

  private static Duration spread(Object key, Duration atLeast) {
    int place = (key.hashCode() * SCATTER) >>> (Integer.SIZE - PLACE_BITS);
    return atLeast.plus(atLeast.multipliedBy(place).dividedBy(1 << PLACE_BITS));
  }

  /** Adds a key that is being handled to the lane that it came from, without a delay. */
  public void again(K key) {
    locked(() -> enqueue(key, handled.getOrDefault(key, false)));
  }

  /** Says that handling a key succeeded: its failures are forgotten. */
  public void succeeded(K key) {
    locked(() -> failures.remove(key));
  }

  /** Forgets a key that exists no more: its failures and its due time. */
  public void forget(K key) {
    locked(
        () -> {
          failures.remove(key);
          due.remove(key);
        });
  }

  /** Says that the key's handler is done; must follow every key that was handed out. */
  public void done(K key) {
    locked(
        () -> {
          handled.remove(key);
          Boolean lane = again.remove(key);
          if (lane != null) {
            enqueue(key, lane);
          }
        });
  }

  /**
   * The next key if there is one now, else null.
   *
   * @param urgentOnly whether to look at the urgent lane only
   */
  public @Nullable K poll(boolean urgentOnly) {
    lock.lock();
    try {
      return next(urgentOnly);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next key; null once the queue is closed.
   *
   * @param urgentOnly whether to look at the urgent lane only
   */
  public @Nullable K take(boolean urgentOnly) throws InterruptedException {
    Condition lane = urgentOnly ? urgentLane : anyLane;
    lock.lockInterruptibly();
    try {
      while (!closed) {
        follow();
        K key = next(urgentOnly);
        if (key != null) {
          return key;
        }
        if (leader != null || delayed.isEmpty()) {
          lane.await();
        } else {
          leader = Thread.currentThread();
          long unused = lane.awaitNanos(delayed.peek().at() - nanoTime.getAsLong());
        }
      }
      return null;
    } finally {
      follow();
      wakeForTheRest();
      lock.unlock();
    }
  }

  private void follow() {
    if (leader == Thread.currentThread()) {
      leader = null;
    }
  }

  /** Wakes a thread when there is something left to take, or a due time that nobody waits for. */
  private void wakeForTheRest() {
    if (!normal.isEmpty()) {
      wake(false);
    }
    if (!urgent.isEmpty() || (leader == null && !delayed.isEmpty())) {
      wake(true);
    }
  }

  private void wake(boolean isUrgent) {
    if (isUrgent && lock.hasWaiters(urgentLane)) {
      urgentLane.signal();
    } else {
      anyLane.signal();
    }
  }

  /** Whether a key that is being handled came from the urgent lane and others wait there. */
  public boolean othersAreUrgent(K key) {
    lock.lock();
    try {
      return handled.getOrDefault(key, false) && !urgent.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether keys wait in the urgent lane. */
  public boolean urgentWait() {
    lock.lock();
    try {
      return !urgent.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** How many keys wait in the two lanes; delayed keys that are not due are not counted. */
  public int depth() {
    lock.lock();
    try {
      moveDue();
      return urgent.size() + normal.size();
    } finally {
      lock.unlock();
    }
  }

  /** Ends every {@link #take}; nothing is handed out any more. */
  public void close() {
    locked(
        () -> {
          closed = true;
          anyLane.signalAll();
          urgentLane.signalAll();
        });
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(K key, boolean isUrgent) {
    if (handled.containsKey(key)) {
      again.merge(key, isUrgent, Boolean::logicalOr);
    } else if (isUrgent) {
      normal.remove(key);
      if (urgent.add(key)) {
        wake(true);
      }
    } else if (!urgent.contains(key) && normal.add(key)) {
      wake(false);
    }
  }

  private void schedule(K key, Duration delay, boolean isUrgent) {
    if (delay.isNegative() || delay.isZero()) {
      enqueue(key, isUrgent);
      return;
    }
    Duration bounded = delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    long at = nanoTime.getAsLong() + bounded.toNanos();
    Due<K> known = due.get(key);
    boolean staysUrgent = isUrgent || (known != null && known.urgent());
    if (known == null || at - known.at() < 0) {
      Due<K> entry = new Due<>(key, at, staysUrgent);
      due.put(key, entry);
      delayed.add(entry);
      if (entry.equals(delayed.peek())) {
        // Somebody has to wait for this time instead of a later one, or of none.
        leader = null;
        wake(true);
      }
    }
  }

  private @Nullable K next(boolean urgentOnly) {
    moveDue();
    boolean isUrgent = !urgent.isEmpty();
    K key = first(isUrgent || urgentOnly ? urgent : normal);
    if (key != null) {
      handled.put(key, isUrgent);
      due.remove(key);
    }
    return key;
  }

  private @Nullable K first(Set<K> lane) {
    if (lane.isEmpty()) {
      return null;
    }
    K key = lane.iterator().next();
    lane.remove(key);
    return key;
  }

  /** Moves what is due into its lane; entries that were cleared or replaced are dropped. */
  private void moveDue() {
    long now = nanoTime.getAsLong();
    while (!delayed.isEmpty() && delayed.peek().at() - now <= 0) {
      Due<K> entry = delayed.remove();
      if (entry.equals(due.get(entry.key()))) {
        due.remove(entry.key());
        enqueue(entry.key(), entry.urgent());
      }
    }
  }
}
