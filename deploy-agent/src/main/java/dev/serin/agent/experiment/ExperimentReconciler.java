package dev.serin.agent.experiment;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Owners;
import dev.serin.agent.event.EventRecorder;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.queue.Workers;
import dev.serin.agent.write.ApiErrors;
import dev.serin.agent.write.ExperimentWriter;
import dev.serin.agent.write.NameTakenException;
import dev.serin.agent.write.StaleException;
import dev.serin.argo.experiment.Experiment;
import dev.serin.rollout.experiment.ExperimentAction;
import dev.serin.rollout.experiment.ExperimentDecision;
import dev.serin.rollout.experiment.ExperimentEngine;
import dev.serin.rollout.experiment.Obstacles;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * One pass over one Experiment.
 *
 * <ol>
 *   <li>Observe, and ask the engine.
 *   <li>Carry the actions out in order. What the API server refuses for good, or somebody else has,
 *       is noted, and the engine is asked again: it is an error of the Experiment, not of the pass.
 *   <li>Write the status when everything is done, then record the events.
 * </ol>
 */
public final class ExperimentReconciler implements Workers.Handler<ObjectKey> {

  private static final Logger LOG = Logger.getLogger(ExperimentReconciler.class);

  private final ClusterView view;
  private final ExperimentObserver observer;
  private final ExperimentEngine engine = new ExperimentEngine();
  private final ExperimentWriter writer;
  private final EventRecorder recorder;
  private final WorkQueue<ObjectKey> queue;
  private final InstantSource clock;

  /** What is in the way of each Experiment, by its uid. */
  private final Map<String, Obstacles> obstacles = new ConcurrentHashMap<>();

  /** A reconciler of the Experiments in a queue. */
  public ExperimentReconciler(
      ClusterView view,
      ExperimentObserver observer,
      ExperimentWriter writer,
      EventRecorder recorder,
      WorkQueue<ObjectKey> queue,
      InstantSource clock) {
    this.view = view;
    this.observer = observer;
    this.writer = writer;
    this.recorder = recorder;
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public void handle(ObjectKey key) {
    Optional<Experiment> known =
        view.experiments()
            .get(key)
            .filter(experiment -> experiment.getMetadata().getDeletionTimestamp() == null)
            .filter(experiment -> experiment.getSpec() != null);
    if (known.isEmpty()) {
      queue.forget(key);
      return;
    }
    Experiment experiment = known.get();
    String uid = experiment.getMetadata().getUid();
    ExperimentDecision decision =
        engine.decide(
            observer.observe(experiment, obstacles.getOrDefault(uid, Obstacles.NONE)),
            clock.instant());
    for (ExperimentAction action : decision.actions()) {
      if (!performed(experiment, action)) {
        queue.again(key);
        return;
      }
    }
    try {
      writer.status(experiment, decision.status());
    } catch (StaleException changed) {
      LOG.debugf("%s: %s; deciding again", key, changed.getMessage());
      queue.again(key);
      return;
    }
    recorder.record(experiment, decision.events());
    if (!decision.rolloutEvents().isEmpty()) {
      Owners.rollout(experiment)
          .flatMap(view.rollouts()::get)
          .ifPresent(rollout -> recorder.record(rollout, decision.rolloutEvents()));
    }
    if (decision.status().over()) {
      obstacles.remove(uid);
    }
    decision.requeueAfter().ifPresent(delay -> queue.addAfter(key, delay));
  }

  private boolean performed(Experiment experiment, ExperimentAction action) {
    try {
      writer.perform(experiment, action);
      return true;
    } catch (RuntimeException problem) {
      Optional<String> made = ExperimentWriter.made(action);
      boolean taken = problem instanceof NameTakenException;
      if (made.isEmpty() || !(taken || ApiErrors.lasting(problem))) {
        throw problem;
      }
      note(experiment.getMetadata().getUid(), made.get(), taken, problem);
      return false;
    }
  }

  private void note(String uid, String object, boolean taken, RuntimeException problem) {
    obstacles.compute(
        uid,
        (key, before) -> {
          Set<String> all = new HashSet<>(before == null ? Set.of() : before.taken());
          Map<String, String> refused = new HashMap<>(before == null ? Map.of() : before.refused());
          if (taken) {
            all.add(object);
          } else {
            refused.put(object, String.valueOf(problem.getMessage()));
          }
          return new Obstacles(all, refused);
        });
  }
}
