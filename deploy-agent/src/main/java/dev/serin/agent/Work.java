package dev.serin.agent;

import dev.serin.agent.analysis.AnalysisRunner;
import dev.serin.agent.analysis.PodSampler;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Owners;
import dev.serin.agent.event.EventRecorder;
import dev.serin.agent.event.Refusals;
import dev.serin.agent.experiment.ExperimentObserver;
import dev.serin.agent.experiment.ExperimentReconciler;
import dev.serin.agent.experiment.ExperimentWakeups;
import dev.serin.agent.history.Follower;
import dev.serin.agent.metrics.AgentMetrics;
import dev.serin.agent.plugin.PluginCalls;
import dev.serin.agent.provider.ProviderCalls;
import dev.serin.agent.provider.Providers;
import dev.serin.agent.queue.Backoff;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.queue.Workers;
import dev.serin.agent.reconcile.Observer;
import dev.serin.agent.reconcile.RolloutReconciler;
import dev.serin.agent.reconcile.ServiceKeeper;
import dev.serin.agent.reconcile.SetbackLedger;
import dev.serin.agent.reconcile.SurroundingsObserver;
import dev.serin.agent.reconcile.TrafficLedger;
import dev.serin.agent.reconcile.UnreadableObjects;
import dev.serin.agent.reconcile.Wakeups;
import dev.serin.agent.scrape.ScrapeCache;
import dev.serin.agent.scrape.Scraper;
import dev.serin.agent.threads.Daemons;
import dev.serin.agent.write.ExperimentWriter;
import dev.serin.agent.write.RolloutWriter;
import dev.serin.agent.write.WriteClient;
import dev.serin.agent.write.WritePermit;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.RolloutEngine;
import dev.serin.rollout.RolloutEvent;
import dev.serin.rollout.status.Reasons;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What an agent does while it has leave to write: the queues, the workers, the analyses, and
 * everything else that is in memory and not in the cluster. It begins with every rollout and every
 * analysis that is not over in its queues, and goes on from what the cluster says; when it ends,
 * all of it is dropped, and the next one, here or in another agent, begins in the same way.
 */
final class Work implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Work.class);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(2));
  private static final String USUAL_NAMESPACE = "argo-rollouts";
  private static final Duration SCRAPES_ARE_SHARED = Duration.ofMillis(900);

  private final ClusterView view;
  private final AgentMetrics metrics;
  private final AnalysisRunner analysis;
  private final WorkQueue<ObjectKey> rollouts = new WorkQueue<>(System::nanoTime, BACKOFF);
  private final WorkQueue<ObjectKey> experiments = new WorkQueue<>(System::nanoTime, BACKOFF);
  private final WorkQueue<ObjectKey> services = new WorkQueue<>(System::nanoTime, BACKOFF);
  private final WorkQueue<ObjectKey> runs = new WorkQueue<>(System::nanoTime, BACKOFF);
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("schedule"));
  private final ExecutorService trafficThreads =
      Executors.newCachedThreadPool(Daemons.named("traffic"));

  /** In the order in which they are closed. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Starts to work; everything in the cluster must have been seen. */
  Work(
      KubernetesClient client,
      WritePermit permit,
      ClusterView view,
      AgentSettings settings,
      AgentMetrics metrics,
      InstantSource clock,
      Follower follower) {
    this.view = view;
    this.metrics = metrics;
    WriteClient writes = new WriteClient(client, permit);
    RolloutWriter writer = new RolloutWriter(client, writes, view);
    EventRecorder recorder = EventRecorder.start(writes, clock, rollouts::urgentWait);
    Scraper scraper = new Scraper(clock, settings.scrapeTimeout());
    ScrapeCache scrapes =
        new ScrapeCache(metrics.counted(scraper::scrape), System::nanoTime, SCRAPES_ARE_SHARED);
    Refusals refusals = new Refusals(recorder);
    TrafficLedger ledger = new TrafficLedger(view, clock);
    ProviderCalls providers =
        Providers.all(
            client,
            writes,
            settings.pod().map(ObjectKey::namespace).orElse(USUAL_NAMESPACE),
            System.getenv(),
            clock);
    analysis =
        new AnalysisRunner(
            view.analysisRuns(),
            new PodSampler(view::podsOf, scrapes::get, clock),
            providers::ask,
            writer,
            recorder,
            runs,
            this::announce,
            refusals,
            clock);
    PluginCalls plugins =
        new PluginCalls(
            settings.stepPlugins(),
            settings.stepPluginTimeout(),
            clock,
            client.getKubernetesSerialization(),
            rollouts::add);
    SetbackLedger setbacks = new SetbackLedger();
    RolloutReconciler reconciler =
        new RolloutReconciler(
            view.rollouts(),
            new Observer(
                view,
                analysis::latest,
                settings.settle(),
                new SurroundingsObserver(
                    view,
                    client.getKubernetesSerialization(),
                    plugins,
                    writer::takenNames,
                    ledger,
                    setbacks,
                    clock)),
            new RolloutEngine(),
            writer,
            plugins,
            recorder,
            rollouts,
            trafficThreads,
            ledger,
            setbacks,
            metrics,
            refusals,
            clock);
    ServiceKeeper keeper = new ServiceKeeper(view, services, writer, key -> exists(client, key));
    metrics.queue("rollouts", rollouts);
    ExperimentReconciler ofExperiments =
        new ExperimentReconciler(
            view,
            new ExperimentObserver(view, analysis::latest),
            new ExperimentWriter(client, writes, view),
            recorder,
            experiments,
            clock);
    metrics.queue("analyses", runs);
    metrics.queue("experiments", experiments);
    parts.addFirst(recorder);
    parts.addFirst(scraper);
    parts.addFirst(providers);
    parts.addFirst(follower.write());
    parts.addFirst(plugins);
    parts.addFirst(
        view.rollouts()
            .listen(
                (key, before, after) -> {
                  if (before != null && after == null) {
                    plugins.forget(before.getMetadata().getUid());
                    recorder.record(before, List.of(deleted(key)));
                  }
                }));
    parts.addFirst(new UnreadableObjects(recorder, writer, trafficThreads, clock).connect(view));
    parts.addFirst(ledger.connect());
    parts.addFirst(Wakeups.connect(view, rollouts));
    parts.addFirst(ExperimentWakeups.connect(view, experiments));
    parts.addFirst(keeper.connect());
    parts.addFirst(analysis.connect());
    List<AnalysisRun> known = view.analysisRuns().all();
    known.forEach(run -> runs.add(ObjectKey.of(run)));
    resync();
    LOG.infof(
        "%d rollouts and %d analyses are known; starting to work",
        view.rollouts().all().size(), known.size());
    parts.addFirst(
        new Workers<>(
            "rollout", rollouts, reconciler, settings.workers(), settings.urgentWorkers()));
    parts.addFirst(
        new Workers<>(
            "analysis", runs, metrics.ofAnalyses(analysis), settings.analysisWorkers(), 0));
    parts.addFirst(
        new Workers<>("experiment", experiments, metrics.ofExperiments(ofExperiments), 2, 0));
    parts.addFirst(new Workers<>("service", services, keeper, 1, 0));
    repeat(settings.resync().toMillis(), this::resync);
  }

  private static RolloutEvent deleted(ObjectKey key) {
    return new RolloutEvent(
        RolloutEvent.Type.NORMAL,
        Reasons.ROLLOUT_DELETED,
        "Rollout %s/%s is deleted.".formatted(key.namespace(), key.name()));
  }

  private void repeat(long millis, Runnable task) {
    var unused = schedule.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void resync() {
    view.rollouts().all().forEach(rollout -> rollouts.add(ObjectKey.of(rollout)));
    view.experiments().all().forEach(experiment -> experiments.add(ObjectKey.of(experiment)));
  }

  /** The run with its newest status, which may not have been written yet. */
  AnalysisRun latest(AnalysisRun run) {
    return analysis.latest(run);
  }

  private static boolean exists(KubernetesClient client, ObjectKey rollout) {
    return client
            .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(Rollout.class))
            .inNamespace(rollout.namespace())
            .withName(rollout.name())
            .get()
        != null;
  }

  private void announce(AnalysisRun run) {
    Owners.rollout(run)
        .ifPresent(
            owner -> {
              if (Wakeups.bad(run)) {
                metrics.badVerdict(owner);
                rollouts.addUrgent(owner);
              } else {
                rollouts.add(owner);
              }
            });
    Owners.experiment(run).ifPresent(experiments::addUrgent);
  }

  /** Begins nothing new, lets what is under way end within seconds, and drops the rest. */
  @Override
  public void close() {
    schedule.shutdownNow();
    rollouts.close();
    runs.close();
    experiments.close();
    services.close();
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception problem) {
        LOG.warnf(problem, "while stopping");
      }
    }
    trafficThreads.shutdownNow();
  }
}
