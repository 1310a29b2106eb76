package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.queue.Workers;
import dev.serin.agent.scrape.ScrapeResult;
import dev.serin.agent.scrape.ScrapeTarget;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.RolloutEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent tells Prometheus: Argo Rollouts' metrics under their names, with their labels and
 * buckets, so that existing dashboards and alerts go on working; and Serin's own, whose names begin
 * with {@code serin_}.
 *
 * <p>Metrics of the state are read from the caches when they are asked for ({@link ReadFamily}),
 * and only the agent that acts tells them: sums over all agents must not count a rollout twice.
 * Metrics of what has happened are counted, and forgotten with their rollout or analysis run.
 */
public final class AgentMetrics {

  private final HistogramFamily passes =
      new HistogramFamily(
          "rollout_reconcile", "Passes over each rollout.", Keyed.LABELS, 0.01, 0.15, 0.25, 0.5, 1);
  private final CounterFamily errors =
      new CounterFamily("rollout_reconcile_error", "Passes that failed.", Keyed.LABELS);
  private final CounterFamily events =
      new CounterFamily(
          "rollout_events_total",
          "Events about each rollout.",
          List.of("namespace", "name", "type", "reason"));
  private final CounterFamily scrapes =
      new CounterFamily(
          "serin_pod_scrapes_total", "Scrapes of pods for their analysis.", List.of("result"));
  private final Map<String, WorkQueue<?>> queues = new ConcurrentHashMap<>();
  private final CompletedChanges changes;
  private final Passes<AnalysisRun> analyses;
  private final Passes<Experiment> experiments;
  private final TrafficReturns returns;

  /**
   * Registers the metrics.
   *
   * @param view what is known of the cluster, before it is started: changes are listened to
   * @param leads whether this agent is the one that acts
   * @param clock tells when steps begin
   */
  public AgentMetrics(
      MeterRegistry meters, ClusterView view, BooleanSupplier leads, InstantSource clock) {
    this.changes = new CompletedChanges(view.rollouts());
    this.analyses = new Passes<>("analysis_run", "analysis run", view.analysisRuns());
    this.experiments = new Passes<>("experiment", "experiment", view.experiments());
    this.returns = new TrafficReturns(System::nanoTime, view.rollouts());
    CollectorRegistry registry = Registries.prometheus(meters);
    Stream.of(
            RolloutFamilies.of(view.rollouts()),
            AnalysisFamilies.of(view),
            SerinFamilies.of(view),
            EvidenceFamilies.of(view),
            ExperimentFamilies.of(view.experiments()),
            ObjectiveFamilies.of(view.rollouts()),
            changes.state(),
            List.of(new StepStarts(view.rollouts(), clock).family(), queueDepth()))
        .flatMap(List::stream)
        .forEach(family -> registry.register(family.toldIf(leads)));
    Stream.of(
            changes.families(),
            analyses.families(),
            experiments.families(),
            List.of(returns.family(), passes, errors, events, scrapes, version(), leader(leads)))
        .flatMap(List::stream)
        .forEach(registry::register);
  }

  private ReadFamily queueDepth() {
    return ReadFamily.gauge(
        "serin_queue_depth",
        "How many rollouts or analyses wait to be handled.",
        List.of("queue"),
        series -> queues.forEach((name, queue) -> series.add(queue.depth(), name)));
  }

  private static ReadFamily leader(BooleanSupplier leads) {
    return ReadFamily.gauge(
        "serin_agent_leader",
        "Whether this agent is the one that acts: 1 or 0.",
        List.of(),
        series -> series.add(leads.getAsBoolean() ? 1 : 0));
  }

  private static ReadFamily version() {
    @Nullable String known = AgentMetrics.class.getPackage().getImplementationVersion();
    String version = "serin-" + (known == null ? "unknown" : known);
    return ReadFamily.gauge(
        "argo_rollouts_controller_info",
        "The version of the controller; always 1.",
        List.of("version"),
        series -> series.add(1, version));
  }

  /** Shows how many keys wait in a queue. */
  public void queue(String name, WorkQueue<?> queue) {
    queues.put(name, queue);
  }

  /** A handler of analysis runs whose passes are measured. */
  public Workers.Handler<ObjectKey> ofAnalyses(Workers.Handler<ObjectKey> handler) {
    return analyses.measured(handler);
  }

  /** A handler of experiments whose passes are measured. */
  public Workers.Handler<ObjectKey> ofExperiments(Workers.Handler<ObjectKey> handler) {
    return experiments.measured(handler);
  }

  /** A scraper whose results are counted. */
  public Function<ScrapeTarget, CompletableFuture<ScrapeResult>> counted(
      Function<ScrapeTarget, CompletableFuture<ScrapeResult>> scraper) {
    return target ->
        scraper
            .apply(target)
            .thenApply(
                result -> {
                  scrapes.count(result instanceof ScrapeResult.Text ? "ok" : "failed");
                  return result;
                });
  }

  /** An analysis has found a rollout's canary bad, now. */
  public void badVerdict(ObjectKey rollout) {
    returns.wanted(rollout, TrafficReturns.ANALYSIS);
  }

  /**
   * A pass over a rollout has carried out what it had to do to the traffic.
   *
   * @param status what the pass has decided
   * @param beganAt when it began, by {@link System#nanoTime}
   * @param moved whether there was anything to do
   */
  public void trafficDone(ObjectKey key, RolloutStatus status, long beganAt, boolean moved) {
    returns.passed(key, beganAt, moved && status.aborted());
  }

  /** The status of a rollout was written. */
  public void written(ObjectKey key, @Nullable RolloutStatus before, RolloutStatus after) {
    changes.written(key, before, after);
  }

  /** A pass over a rollout has ended. */
  public void reconciled(ObjectKey key, Duration time) {
    passes.observe(time, key.namespace(), key.name());
  }

  /** A pass over a rollout has failed. */
  public void reconcileFailed(ObjectKey key) {
    errors.count(key.namespace(), key.name());
  }

  /** Events were recorded about a rollout. */
  public void events(ObjectKey key, List<RolloutEvent> recorded) {
    for (RolloutEvent event : recorded) {
      events.count(key.namespace(), key.name(), event.type().wireName(), event.reason());
    }
  }

  /** A rollout exists no more. */
  public void forget(ObjectKey key) {
    passes.forget(Keyed.about(key));
    errors.forget(Keyed.about(key));
    events.forget(Keyed.about(key));
    changes.forget(key);
    returns.forget(key);
  }
}
