package dev.serin.cluster.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Items that wait for their reconciliation, on one thread. An item that is added again while it
 * waits is done once; one whose work fails is done again a little later.
 */
public final class WorkQueue<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final int CONFLICT = 409;

  private final ScheduledThreadPoolExecutor thread;
  private final Consumer<T> work;
  private final Set<T> waiting = new HashSet<>();

  /** A queue with a thread of this name. */
  public WorkQueue(String name, Consumer<T> work) {
    this.work = work;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            runnable -> {
              Thread created = new Thread(runnable, name);
              created.setDaemon(true);
              return created;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Asks for an item's work. */
  public void add(T item) {
    synchronized (waiting) {
      if (!waiting.add(item)) {
        return;
      }
    }
    thread.execute(() -> run(item));
  }

  /** Asks for it after a delay. */
  @SuppressWarnings("FutureReturnValueIgnored") // It only adds the item.
  public void addAfter(T item, Duration delay) {
    thread.schedule(() -> add(item), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Drops what waits and lets what is being done end. */
  @Override
  public void close() {
    thread.shutdown();
  }

  private void run(T item) {
    synchronized (waiting) {
      waiting.remove(item);
    }
    try {
      work.accept(item);
    } catch (KubernetesClientException e) {
      // A conflict is normal: somebody else wrote first, and this pass was about an old state.
      if (e.getCode() != CONFLICT && !thread.isShutdown()) {
        LOG.warn("{} could not be brought up to date, and is tried again", item, e);
      }
      addAfter(item, RETRY);
    } catch (RuntimeException e) {
      LOG.error("{} could not be brought up to date, and is tried again", item, e);
      addAfter(item, RETRY);
    }
  }
}
