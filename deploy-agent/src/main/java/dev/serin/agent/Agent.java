package dev.serin.agent;

import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.Subscription;
import dev.serin.agent.history.Follower;
import dev.serin.agent.leader.ClusterLease;
import dev.serin.agent.leader.LeaderElector;
import dev.serin.agent.leader.LeaseSettings;
import dev.serin.agent.leader.Term;
import dev.serin.agent.metrics.AgentMetrics;
import dev.serin.agent.rival.Advice;
import dev.serin.agent.rival.ArgoLock;
import dev.serin.agent.rival.RivalWatch;
import dev.serin.agent.threads.Daemons;
import dev.serin.agent.write.WritePermit;
import dev.serin.argo.analysis.AnalysisRun;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The agent without its HTTP side: puts the parts together, starts them and stops them.
 *
 * <ol>
 *   <li>The watches start first. Nothing is decided before everything that exists has been seen: a
 *       rollout that is looked at half would be acted on wrongly.
 *   <li>An agent that is alone then starts to work. One of several waits for the lease, with its
 *       watches running, and works while it is the leader; it may become that, and stop being it,
 *       any number of times. {@link Work} is what it does then.
 *   <li>While a controller of Argo Rollouts is at work on the same rollouts, the agent keeps still,
 *       and begins, or begins again, when that one has stopped.
 *   <li>On the way out nothing new is begun, what is under way is finished within seconds, the rest
 *       is left to the next start, or to the next leader, and the lease is given back.
 * </ol>
 */
public final class Agent implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Agent.class);
  private static final long SYNC_CHECK_MILLIS = 20;
  private static final long CLOSE_SECONDS = 10;

  private final KubernetesClient client;
  private final AgentSettings settings;
  private final InstantSource clock;
  private final Follower follower;
  private final ClusterView view;
  private final AgentMetrics metrics;

  /** Begins and ends work, one thing after the other. */
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Daemons.named("agent"));

  private volatile Subscription followed = () -> {};
  private boolean synced;
  private boolean rivalsKnown;
  private volatile boolean going;
  private volatile @Nullable ArgoLock rival;
  private @Nullable RivalWatch rivals;
  private volatile @Nullable LeaderElector elector;
  private @Nullable Work work;

  /**
   * Puts an agent together.
   *
   * @param client the API server; stays open when the agent is closed
   * @param clock tells the time to the engine
   */
  public Agent(
      KubernetesClient client,
      AgentSettings settings,
      MeterRegistry registry,
      InstantSource clock) {
    this(client, settings, registry, clock, Follower.NOBODY);
  }

  /**
   * Puts an agent together.
   *
   * @param client the API server; stays open when the agent is closed
   * @param clock tells the time to the engine
   * @param follower follows what happens
   */
  public Agent(
      KubernetesClient client,
      AgentSettings settings,
      MeterRegistry registry,
      InstantSource clock,
      Follower follower) {
    this.client = client;
    this.follower = follower;
    this.settings = settings;
    this.clock = clock;
    this.view = new ClusterView(client, settings.namespaces(), settings.instanceId(), clock);
    this.metrics = new AgentMetrics(registry, view, this::leads, clock);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Starts watching; work begins, on threads of its own, once everything is known. */
  public void start() {
    view.start();
    rivals =
        RivalWatch.start(
            client,
            settings.namespaces(),
            settings.argoNamespaces(),
            settings.instanceId(),
            clock,
            lock -> later(() -> rival(lock), 0));
    later(this::checkSynced, 0);
  }

  private void checkSynced() {
    if (!view.synced()) {
      later(this::checkSynced, SYNC_CHECK_MILLIS);
      return;
    }
    synced = true;
    followed = follower.follow(view);
    goOrStop();
  }

  private void rival(Optional<ArgoLock> lock) {
    ArgoLock before = rival;
    rival = lock.orElse(null);
    rivalsKnown = true;
    if (lock.isPresent()) {
      LOG.warn(Advice.text(lock.get()));
      settings.pod().ifPresent(pod -> Advice.record(client, pod, lock.get(), clock.instant()));
    } else if (before != null) {
      LOG.infof("%s is not renewed any more; this agent takes over", before);
    }
    goOrStop();
  }

  /** Works, or waits for its turn to, if everything is known and no other controller is at work. */
  private void goOrStop() {
    boolean go = synced && rivalsKnown && rival == null && !thread.isShutdown();
    if (go == going) {
      return;
    }
    going = go;
    if (!go) {
      stop();
      return;
    }
    Optional<LeaseSettings> lease = settings.lease();
    if (lease.isEmpty()) {
      begin(WritePermit.always(new ApiRequests(client).usualLimit()));
    } else {
      elector =
          LeaderElector.start(
              new ClusterLease(client, lease.get().lease(), clock),
              lease.get().identity(),
              lease.get().timing(),
              new Terms());
    }
  }

  private void stop() {
    end();
    LeaderElector elections = elector;
    elector = null;
    if (elections != null) {
      elections.close();
    }
  }

  private void later(Runnable task, long millis) {
    try {
      var unused = thread.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("the agent stops");
    }
  }

  /** Whether everything is known, and work is being done or can begin at any moment. */
  public boolean ready() {
    return going;
  }

  /** The lock of Argo Rollouts that is held, for which this agent keeps still. */
  public Optional<ArgoLock> rival() {
    return Optional.ofNullable(rival);
  }

  /** Whether this agent is the one that acts. */
  public boolean leads() {
    LeaderElector elections = elector;
    return elections == null ? going && settings.lease().isEmpty() : elections.standing().leads();
  }

  /** How things are with the lease; empty for an agent that is alone, or not ready. */
  public Optional<LeaderElector.Standing> standing() {
    return Optional.ofNullable(elector).map(LeaderElector::standing);
  }

  /** The run with its newest status, which may not have been written yet. */
  public synchronized AnalysisRun latest(AnalysisRun run) {
    return work == null ? run : work.latest(run);
  }

  /** What is known of the cluster. */
  public ClusterView view() {
    return view;
  }

  private synchronized void begin(WritePermit permit) {
    work = new Work(client, permit, view, settings, metrics, clock, follower);
  }

  private synchronized void end() {
    Work ending = work;
    work = null;
    if (ending != null) {
      ending.close();
    }
  }

  private final class Terms implements LeaderElector.Listener {
    @Override
    public void begun(Term term) {
      later(() -> begin(term), 0);
    }

    @Override
    public void ended(Term term) {
      later(Agent.this::end, 0);
    }
  }

  /** Stops everything; returns when it has. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("what was to begin or end has not done so in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    RivalWatch watch = rivals;
    if (watch != null) {
      watch.close();
    }
    stop();
    followed.close();
    view.close();
    going = false;
  }
}
