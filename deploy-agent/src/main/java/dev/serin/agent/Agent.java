package dev.serin.agent;

import dev.serin.agent.analysis.AnalysisRunner;
import dev.serin.agent.analysis.PodSampler;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Owners;
import dev.serin.agent.metrics.AgentMetrics;
import dev.serin.agent.queue.Backoff;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.queue.Workers;
import dev.serin.agent.reconcile.Observer;
import dev.serin.agent.reconcile.RolloutReconciler;
import dev.serin.agent.reconcile.ServiceKeeper;
import dev.serin.agent.reconcile.TrafficLedger;
import dev.serin.agent.reconcile.UnreadableObjects;
import dev.serin.agent.reconcile.Wakeups;
import dev.serin.agent.scrape.ScrapeCache;
import dev.serin.agent.scrape.Scraper;
import dev.serin.agent.write.EventRecorder;
import dev.serin.agent.write.Refusals;
import dev.serin.agent.write.RolloutWriter;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.RolloutEngine;
import dev.serin.rollout.analysis.AnalysisEngine;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The agent without its HTTP side: puts the parts together, starts them and stops them.
 *
 * <ol>
 *   <li>The watches start first. Nothing is decided before everything that exists has been seen: a
 *       rollout that is looked at half would be acted on wrongly.
 *   <li>Then the workers start, with every rollout and every analysis that is not over in their
 *       queues. So a restart in the middle of anything goes on from what the cluster says.
 *   <li>On the way out nothing new is begun, what is under way is finished within seconds, and the
 *       rest is left to the next start.
 * </ol>
 */
public final class Agent implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Agent.class);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(2));
  private static final Duration SCRAPES_ARE_SHARED = Duration.ofMillis(900);
  private static final long SYNC_CHECK_MILLIS = 20;
  private static final long METRICS_SECONDS = 5;

  private final AgentSettings settings;
  private final ClusterView view;
  private final AnalysisRunner analysis;
  private final RolloutReconciler reconciler;
  private final ServiceKeeper keeper;
  private final AgentMetrics metrics;
  private final WorkQueue<ObjectKey> rollouts = new WorkQueue<>(System::nanoTime, BACKOFF);
  private final WorkQueue<ObjectKey> services = new WorkQueue<>(System::nanoTime, BACKOFF);
  private final WorkQueue<ObjectKey> runs = new WorkQueue<>(System::nanoTime, BACKOFF);
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "schedule"));
  private final ExecutorService trafficThreads =
      Executors.newCachedThreadPool(task -> daemon(task, "traffic"));
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private volatile boolean working;

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
    this.settings = settings;
    this.view = new ClusterView(client, settings.namespaces());
    this.metrics = new AgentMetrics(registry);
    RolloutWriter writer = new RolloutWriter(client, view);
    EventRecorder recorder = closedLast(new EventRecorder(client, clock));
    Scraper scraper = closedLast(new Scraper(clock, settings.scrapeTimeout()));
    ScrapeCache scrapes = new ScrapeCache(scraper::scrape, System::nanoTime, SCRAPES_ARE_SHARED);
    Refusals refusals = new Refusals(recorder);
    TrafficLedger ledger = new TrafficLedger(view, clock);
    UnreadableObjects unreadable = new UnreadableObjects(recorder, writer, trafficThreads, clock);
    this.analysis =
        new AnalysisRunner(
            view.analysisRuns(),
            new PodSampler(view::podsOf, scrapes::get, clock),
            new AnalysisEngine(),
            writer,
            recorder,
            runs,
            this::announce,
            refusals,
            clock);
    this.reconciler =
        new RolloutReconciler(
            view.rollouts(),
            new Observer(view, analysis::latest, ledger),
            new RolloutEngine(),
            writer,
            recorder,
            rollouts,
            trafficThreads,
            ledger,
            metrics,
            refusals,
            clock);
    this.keeper = new ServiceKeeper(view, services, writer, key -> exists(client, key));
    view.listenUnreadable(unreadable::seen);
    ledger.connect();
    Wakeups.connect(view, rollouts);
    keeper.connect();
    analysis.connect();
  }

  /** Starts watching; work begins, on threads of its own, once everything is known. */
  public void start() {
    closedLast(view);
    view.start();
    var unused =
        schedule.scheduleWithFixedDelay(
            this::workWhenSynced, 0, SYNC_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    unused =
        schedule.scheduleWithFixedDelay(
            this::refreshMetrics, METRICS_SECONDS, METRICS_SECONDS, TimeUnit.SECONDS);
    unused =
        schedule.scheduleWithFixedDelay(
            this::resync,
            settings.resync().toMillis(),
            settings.resync().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Whether everything is known and work is being done. */
  public boolean ready() {
    return working;
  }

  /** The run with its newest status, which may not have been written yet. */
  public AnalysisRun latest(AnalysisRun run) {
    return analysis.latest(run);
  }

  /** What is known of the cluster. */
  public ClusterView view() {
    return view;
  }

  private void workWhenSynced() {
    if (working || !view.synced()) {
      return;
    }
    LOG.infof(
        "%d rollouts and %d analyses are known; starting to work",
        view.rollouts().all().size(), view.analysisRuns().all().size());
    closedFirst(
        new Workers<>(
            "rollout", rollouts, reconciler, settings.workers(), settings.urgentWorkers()));
    closedFirst(new Workers<>("analysis", runs, analysis, settings.analysisWorkers(), 0));
    closedFirst(new Workers<>("service", services, keeper, 1, 0));
    working = true;
  }

  private void resync() {
    view.rollouts().all().forEach(rollout -> rollouts.add(ObjectKey.of(rollout)));
  }

  private void refreshMetrics() {
    metrics.rollouts(view.rollouts().all());
  }

  private void announce(AnalysisRun run) {
    Owners.rollout(run)
        .ifPresent(
            owner -> {
              if (Wakeups.bad(run)) {
                rollouts.addUrgent(owner);
              } else {
                rollouts.add(owner);
              }
            });
  }

  private static boolean exists(KubernetesClient client, ObjectKey rollout) {
    return client
            .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(Rollout.class))
            .inNamespace(rollout.namespace())
            .withName(rollout.name())
            .get()
        != null;
  }

  private <T extends AutoCloseable> T closedFirst(T part) {
    synchronized (parts) {
      parts.addFirst(part);
    }
    return part;
  }

  private <T extends AutoCloseable> T closedLast(T part) {
    synchronized (parts) {
      parts.addLast(part);
    }
    return part;
  }

  /** Stops everything; returns when it has. */
  @Override
  public void close() {
    schedule.shutdownNow();
    rollouts.close();
    runs.close();
    services.close();
    synchronized (parts) {
      for (AutoCloseable part : parts) {
        try {
          part.close();
        } catch (Exception problem) {
          LOG.warnf(problem, "while stopping");
        }
      }
    }
    trafficThreads.shutdownNow();
    working = false;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
