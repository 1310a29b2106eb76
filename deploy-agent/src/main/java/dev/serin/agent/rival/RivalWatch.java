package dev.serin.agent.rival;

import dev.serin.agent.threads.Daemons;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Looks every few seconds whether a controller of Argo Rollouts holds its lock, and tells of every
 * change. It looks before the agent begins to work and as long as it works: the other controller
 * may be started at any time.
 */
public final class RivalWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RivalWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** Is told of changes, one after the other; must return at once. */
  @FunctionalInterface
  public interface Listener {
    /**
     * The locks have been looked at for the first time, or a lock has been taken or given up.
     *
     * @param lock the one that is held; empty when none is
     */
    void changed(Optional<ArgoLock> lock);
  }

  private final LockSource source;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Listener listener;
  private final LockJudge judge = new LockJudge();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("rivals"));
  private Optional<String> told = Optional.empty();
  private boolean failing;

  RivalWatch(LockSource source, InstantSource clock, LongSupplier nanoTime, Listener listener) {
    this.source = source;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.listener = listener;
  }

  /**
   * Starts to look.
   *
   * @param namespaces those of the agent; empty means all
   * @param elsewhere namespaces in which controllers of the whole cluster may be
   * @param instanceId that of the agent; empty for none
   */
  public static RivalWatch start(
      KubernetesClient client,
      List<String> namespaces,
      List<String> elsewhere,
      String instanceId,
      InstantSource clock,
      Listener listener) {
    RivalWatch watch =
        new RivalWatch(
            new ClusterLocks(client, namespaces, elsewhere, instanceId),
            clock,
            System::nanoTime,
            listener);
    var unused =
        watch.thread.scheduleWithFixedDelay(
            watch::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Looks once. What cannot be read now is as it was; nothing is told before the first reading. */
  void look() {
    try {
      Optional<ArgoLock> held = judge.held(source.read(), clock.instant(), nanoTime.getAsLong());
      failing = false;
      String now = held.map(ArgoLock::toString).orElse("");
      if (!told.equals(Optional.of(now))) {
        told = Optional.of(now);
        listener.changed(held);
      }
    } catch (RuntimeException problem) {
      if (!failing) {
        LOG.warnf("the locks of Argo Rollouts cannot be read: %s", problem.getMessage());
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
