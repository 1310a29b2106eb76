package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.agent.event.EventRecorder;
import dev.serin.agent.event.Refusals;
import dev.serin.agent.metrics.AgentMetrics;
import dev.serin.agent.plugin.PluginCalls;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.queue.Workers;
import dev.serin.agent.write.ApiErrors;
import dev.serin.agent.write.RolloutWriter;
import dev.serin.agent.write.StaleException;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import dev.serin.rollout.RolloutEngine;
import dev.serin.rollout.RolloutEvent;
import dev.serin.rollout.status.Reasons;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * One pass over one rollout.
 *
 * <ol>
 *   <li>Observe: gather what the caches know. Decide: ask the engine.
 *   <li>Move traffic on threads of its own, each action apart, and at the same time write the
 *       status, if it is due. Neither waits for the other, and the failure of one does not stop the
 *       other.
 *   <li>When all of that is done, carry out the other actions in order, up to the first that fails:
 *       no pod goes while traffic may still go to it. An urgent pass leaves them to a normal one
 *       while other urgent rollouts wait: when many fail at once, all traffic goes first.
 *   <li>Record the events, unless nothing came of the pass, so that a pass that is repeated because
 *       of an error does not tell the same story again and again.
 *   <li>Come back after the time that the engine has named; after a conflict at once, and after an
 *       error with backoff, in the same lane.
 * </ol>
 *
 * Everything it does may be repeated, so it may die at any point and be started again.
 */
public final class RolloutReconciler implements Workers.Handler<ObjectKey> {

  private static final Logger LOG = Logger.getLogger(RolloutReconciler.class);
  private static final Duration REFUSED = Duration.ofSeconds(5);

  /** How long to wait for the objects of a kind that no rollout has named before. */
  private static final Duration KINDS_ARE_READ = Duration.ofMillis(50);

  private final ObjectStore<Rollout> rollouts;
  private final Observer observer;
  private final RolloutEngine engine;
  private final RolloutWriter writer;
  private final PluginCalls plugins;
  private final EventRecorder recorder;
  private final WorkQueue<ObjectKey> queue;
  private final Executor trafficThreads;
  private final TrafficLedger ledger;
  private final SetbackLedger setbacks;
  private final AgentMetrics metrics;
  private final Refusals refusals;
  private final InstantSource clock;
  private final StatusPace pace = new StatusPace(System::nanoTime);

  /**
   * A reconciler.
   *
   * @param plugins calls extensions, and does not wait for them
   * @param trafficThreads run actions on traffic; must not make them wait for each other
   * @param ledger is told of every action on traffic
   * @param setbacks is told of what the API server refuses
   * @param refusals is told of writes that are refused for good
   */
  public RolloutReconciler(
      ObjectStore<Rollout> rollouts,
      Observer observer,
      RolloutEngine engine,
      RolloutWriter writer,
      PluginCalls plugins,
      EventRecorder recorder,
      WorkQueue<ObjectKey> queue,
      Executor trafficThreads,
      TrafficLedger ledger,
      SetbackLedger setbacks,
      AgentMetrics metrics,
      Refusals refusals,
      InstantSource clock) {
    this.rollouts = rollouts;
    this.observer = observer;
    this.engine = engine;
    this.writer = writer;
    this.plugins = plugins;
    this.recorder = recorder;
    this.queue = queue;
    this.trafficThreads = trafficThreads;
    this.ledger = ledger;
    this.setbacks = setbacks;
    this.metrics = metrics;
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  public void handle(ObjectKey key) throws Exception {
    Optional<Rollout> rollout =
        rollouts.get(key).filter(known -> known.getMetadata().getDeletionTimestamp() == null);
    if (rollout.isEmpty()) {
      queue.forget(key);
      pace.forget(key);
      setbacks.forget(key);
      metrics.forget(key);
      return;
    }
    if (!observer.complete(rollout.get())) {
      queue.addAfter(key, KINDS_ARE_READ);
      return;
    }
    long start = System.nanoTime();
    try {
      pass(key, rollout.get(), start);
    } catch (StaleException changed) {
      LOG.debugf("%s: %s; deciding again", key, changed.getMessage());
      queue.again(key);
    } catch (Exception problem) {
      metrics.reconcileFailed(key);
      throw problem;
    } finally {
      metrics.reconciled(key, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private void pass(ObjectKey key, Rollout rollout, long start) throws Exception {
    Decision decision = engine.decide(observer.observe(rollout), clock.instant());
    List<CompletableFuture<Void>> traffic =
        decision.traffic().stream().map(action -> move(rollout, action)).toList();
    List<Exception> problems = new ArrayList<>();
    boolean written = writeStatus(key, rollout, decision, problems);
    if (written) {
      metrics.written(key, rollout.getStatus(), decision.status());
    }
    List<Exception> ofTraffic = new ArrayList<>();
    for (CompletableFuture<Void> move : traffic) {
      await(move, ofTraffic);
    }
    problems.addAll(ofTraffic);
    if (ofTraffic.isEmpty()) {
      metrics.trafficDone(key, decision.status(), start, !traffic.isEmpty());
    }
    boolean tried = problems.isEmpty() && !givesWay(key, decision);
    if (tried) {
      perform(rollout, decision.others(), problems);
    } else if (problems.isEmpty()) {
      queue.add(key);
    }
    if (setbacks.note(key, ofTraffic, tried ? Optional.of(problems) : Optional.empty())) {
      queue.again(key);
    }
    if (written || problems.isEmpty()) {
      List<RolloutEvent> events = told(key, decision);
      recorder.record(rollout, events);
      metrics.events(key, events);
    }
    decision.requeueAfter().ifPresent(delay -> queue.addAfter(key, delay));
    if (problems.isEmpty()) {
      refusals.over(rollout);
    } else if (problems.stream().allMatch(ApiErrors::lasting)) {
      LOG.warnf("%s: refused: %s", key, problems.get(0).getMessage());
      refusals.say(rollout, problems.get(0));
      queue.addAfter(key, REFUSED);
    } else {
      fail(problems);
    }
  }

  /** What there is to tell of a pass: no ReplicaSet was created that was refused. */
  private List<RolloutEvent> told(ObjectKey key, Decision decision) {
    return setbacks.of(key).replicaSets().isEmpty()
        ? decision.events()
        : decision.events().stream()
            .filter(event -> !event.reason().equals(Reasons.NEW_REPLICA_SET_CREATED))
            .toList();
  }

  private CompletableFuture<Void> move(Rollout rollout, Action.Traffic action) {
    ledger.wrote(ObjectKey.of(rollout), action);
    return CompletableFuture.runAsync(
        () -> {
          try {
            writer.traffic(rollout, action);
          } catch (StaleException changed) {
            throw new CompletionException(changed);
          }
        },
        trafficThreads);
  }

  private static void await(CompletableFuture<Void> move, List<Exception> problems)
      throws InterruptedException {
    try {
      move.get();
    } catch (ExecutionException failed) {
      problems.add(failed.getCause() instanceof Exception cause ? cause : failed);
    }
  }

  private boolean writeStatus(
      ObjectKey key, Rollout rollout, Decision decision, List<Exception> problems) {
    if (!pace.due(key, rollout.getStatus(), decision.status())) {
      queue.addAfter(key, StatusPace.PATIENCE);
      return false;
    }
    try {
      return writer.status(rollout, decision.status());
    } catch (StaleException | RuntimeException problem) {
      problems.add(problem);
      return false;
    }
  }

  /**
   * Whether the rest of an urgent pass can wait, because traffic of other rollouts has to move. The
   * number of pods is told by an event of its own, which a pass that comes back would repeat.
   */
  private boolean givesWay(ObjectKey key, Decision decision) {
    return !decision.traffic().isEmpty()
        && !decision.others().isEmpty()
        && decision.others().stream().noneMatch(Action.ScaleReplicaSet.class::isInstance)
        && queue.othersAreUrgent(key);
  }

  private void perform(Rollout rollout, List<Action> actions, List<Exception> problems) {
    try {
      for (Action action : actions) {
        if (action instanceof Action.CallPlugin call) {
          plugins.call(rollout, call);
        }
      }
      writer.perform(
          rollout,
          actions.stream().filter(action -> !(action instanceof Action.CallPlugin)).toList());
    } catch (RuntimeException problem) {
      problems.add(problem);
    }
  }

  /** A conflict alone is nothing to slow down for; with anything else it is an error. */
  private static void fail(List<Exception> problems) throws Exception {
    if (problems.stream().allMatch(StaleException.class::isInstance)) {
      throw problems.get(0);
    }
    throw new PassFailedException(problems);
  }
}
