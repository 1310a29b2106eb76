package dev.serin.agent.queue;

import dev.serin.agent.threads.Daemons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that take keys from a {@link WorkQueue} and hand them to a handler.
 *
 * <p>Some threads take urgent keys only, so that normal keys, however many and however slow, cannot
 * use up every thread. A handler that throws costs its key a backoff and nothing else.
 *
 * @param <K> the key
 */
public final class Workers<K> implements AutoCloseable {

  /** Handles one key; throwing means that it has to be handled again later. */
  @FunctionalInterface
  public interface Handler<K> {
    /** Handles the key. */
    void handle(K key) throws Exception;
  }

  private static final Logger LOG = Logger.getLogger(Workers.class);
  private static final long CLOSE_SECONDS = 5;

  private final WorkQueue<K> queue;
  private final Handler<K> handler;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Starts the threads.
   *
   * @param name the prefix of the threads' names
   * @param anyLane how many threads take from both lanes; at least 1
   * @param urgentLane how many threads take urgent keys only
   */
  public Workers(String name, WorkQueue<K> queue, Handler<K> handler, int anyLane, int urgentLane) {
    this.queue = queue;
    this.handler = handler;
    for (int index = 0; index < anyLane + urgentLane; index++) {
      boolean urgentOnly = index >= anyLane;
      String full = name + (urgentOnly ? "-urgent-" : "-") + index;
      threads.add(Daemons.thread(full, () -> work(urgentOnly)));
    }
    threads.forEach(Thread::start);
  }

  private void work(boolean urgentOnly) {
    try {
      for (K key = queue.take(urgentOnly); key != null; key = queue.take(urgentOnly)) {
        handle(key);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(K key) throws InterruptedException {
    try {
      handler.handle(key);
      queue.succeeded(key);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception | Error problem) {
      LOG.warnf("%s: %s; it will be tried again", key, describe(problem));
      LOG.debugf(problem, "%s", key);
      queue.failed(key, problem instanceof RetryLater busy ? busy.atLeast() : Duration.ZERO);
    } finally {
      queue.done(key);
    }
  }

  private static String describe(Throwable problem) {
    @Nullable String message = problem.getMessage();
    return problem.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  /** Lets every thread finish the key that it handles, for a few seconds, then interrupts it. */
  @Override
  public void close() {
    queue.close();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        thread.interrupt();
      }
    } catch (InterruptedException interrupted) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }
}
