package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.agent.metrics.AgentMetrics;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.queue.Workers;
import dev.serin.agent.write.EventRecorder;
import dev.serin.agent.write.Refusals;
import dev.serin.agent.write.RolloutWriter;
import dev.serin.agent.write.StaleException;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Action;
import dev.serin.rollout.Decision;
import dev.serin.rollout.RolloutEngine;
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
 *   <li>Take traffic back on threads of its own, each action apart, and at the same time write the
 *       status. Neither waits for the other, and the failure of one does not stop the other.
 *   <li>Send traffic forward only when the status is written, which a Rollout that has changed
 *       meanwhile refuses.
 *   <li>When all of that is done, carry out the other actions in order, up to the first that fails:
 *       no pod goes while traffic may still go to it.
 *   <li>Record the events, unless nothing came of the pass, so that a pass that is repeated because
 *       of an error does not tell the same story again and again.
 *   <li>Come back after the time that the engine has named; after a conflict at once, after an
 *       error with backoff, in the same lane, and after a refusal that will last in some seconds.
 * </ol>
 *
 * Everything it does may be repeated, so it may die at any point and be started again.
 */
public final class RolloutReconciler implements Workers.Handler<ObjectKey> {

  private static final Logger LOG = Logger.getLogger(RolloutReconciler.class);
  private static final Duration REFUSED = Duration.ofSeconds(5);

  private final ObjectStore<Rollout> rollouts;
  private final Observer observer;
  private final RolloutEngine engine;
  private final RolloutWriter writer;
  private final EventRecorder recorder;
  private final WorkQueue<ObjectKey> queue;
  private final Executor trafficThreads;
  private final TrafficLedger ledger;
  private final AgentMetrics metrics;
  private final Refusals refusals;
  private final InstantSource clock;

  /**
   * A reconciler.
   *
   * @param trafficThreads run actions on traffic; must not make them wait for each other
   * @param ledger is told of every action on traffic
   * @param refusals is told of writes that are refused for good
   */
  public RolloutReconciler(
      ObjectStore<Rollout> rollouts,
      Observer observer,
      RolloutEngine engine,
      RolloutWriter writer,
      EventRecorder recorder,
      WorkQueue<ObjectKey> queue,
      Executor trafficThreads,
      TrafficLedger ledger,
      AgentMetrics metrics,
      Refusals refusals,
      InstantSource clock) {
    this.rollouts = rollouts;
    this.observer = observer;
    this.engine = engine;
    this.writer = writer;
    this.recorder = recorder;
    this.queue = queue;
    this.trafficThreads = trafficThreads;
    this.ledger = ledger;
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
      metrics.forget(key);
      return;
    }
    long start = System.nanoTime();
    try {
      pass(key, rollout.get());
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

  private void pass(ObjectKey key, Rollout rollout) throws Exception {
    Decision decision = engine.decide(observer.observe(rollout), clock.instant());
    List<CompletableFuture<Void>> retreats = move(rollout, decision.retreats());
    List<Exception> problems = new ArrayList<>();
    boolean written = writeStatus(rollout, decision, problems);
    if (problems.isEmpty()) {
      await(move(rollout, decision.advances()), problems);
    }
    await(retreats, problems);
    if (problems.isEmpty()) {
      perform(rollout, decision.others(), problems);
    }
    if (written || problems.isEmpty()) {
      recorder.record(rollout, decision.events());
      metrics.events(key, decision.events());
    }
    decision.requeueAfter().ifPresent(delay -> queue.addAfter(key, delay));
    if (problems.isEmpty()) {
      refusals.over(rollout);
    } else if (problems.stream().allMatch(Refusals::lasting)) {
      LOG.warnf("%s: refused: %s", key, problems.get(0).getMessage());
      refusals.say(rollout, problems.get(0));
      queue.addAfter(key, REFUSED);
    } else {
      fail(problems);
    }
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

  private List<CompletableFuture<Void>> move(Rollout rollout, List<Action.Traffic> actions) {
    return actions.stream().map(action -> move(rollout, action)).toList();
  }

  private static void await(List<CompletableFuture<Void>> moves, List<Exception> problems)
      throws InterruptedException {
    for (CompletableFuture<Void> move : moves) {
      try {
        move.get();
      } catch (ExecutionException failed) {
        problems.add(failed.getCause() instanceof Exception cause ? cause : failed);
      }
    }
  }

  private boolean writeStatus(Rollout rollout, Decision decision, List<Exception> problems) {
    try {
      return writer.status(rollout, decision.status());
    } catch (StaleException | RuntimeException problem) {
      problems.add(problem);
      return false;
    }
  }

  private void perform(Rollout rollout, List<Action> actions, List<Exception> problems) {
    try {
      actions.forEach(action -> writer.perform(rollout, action));
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
