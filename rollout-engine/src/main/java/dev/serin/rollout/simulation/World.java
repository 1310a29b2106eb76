package dev.serin.rollout.simulation;

import dev.serin.rollout.Action;
import dev.serin.rollout.PluginAnswer;
import dev.serin.rollout.PodFacts;
import dev.serin.rollout.Setbacks;
import dev.serin.rollout.Surroundings;
import dev.serin.rollout.Workload;
import dev.serin.rollout.contest.TrafficWrites;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Extensions, experiments and what else is around a simulated rollout. */
public final class World {
  private final SimulatedExperiments experiments =
      new SimulatedExperiments(Map.of("cart", Cart.countedTemplate()));
  private final Map<String, PluginAnswer> answers = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Set<String> taken = new TreeSet<>();
  private final List<ReplicaSet> orphans = new ArrayList<>();
  private Optional<Workload> workload = Optional.empty();
  private Setbacks setbacks = Setbacks.NONE;
  private Function<Action.CallPlugin, String> plugin = call -> "Successful";

  Surroundings surroundings(List<PodFacts> pods) {
    return new Surroundings(
        Map.of(),
        experiments.all(),
        pods,
        workload,
        orphans,
        taken,
        List.copyOf(answers.values()),
        TrafficWrites.NONE,
        setbacks);
  }

  void carryOut(Action action, Instant now) {
    if (action instanceof Action.CallPlugin call) {
      call(call, now);
    } else if (action instanceof Action.CreateExperiment create) {
      experiments.create(create.experiment());
    } else if (action instanceof Action.TerminateExperiment terminate) {
      experiments.terminate(terminate.experiment());
    } else if (action instanceof Action.DeleteExperiment delete) {
      experiments.delete(delete.experiment());
    } else if (action instanceof Action.ScaleDeployment scale) {
      workload =
          workload.map(
              old ->
                  new Workload(
                      old.kind(),
                      old.name(),
                      old.generation(),
                      old.template(),
                      old.selector(),
                      scale.replicas()));
    }
  }

  private void call(Action.CallPlugin call, Instant now) {
    String key = call.index() + " " + call.operation();
    PluginAnswer known = answers.get(key);
    if (known != null && known.execution() == call.execution()) {
      return;
    }
    calls.add(call.operation() + " " + call.index());
    answers.put(
        key,
        new PluginAnswer(
            call.index(),
            call.operation(),
            call.execution(),
            now,
            plugin.apply(call),
            "because",
            Optional.empty(),
            Optional.empty()));
  }

  /** How extensions answer: with a phase. */
  public void answering(Function<Action.CallPlugin, String> behaviour) {
    plugin = behaviour;
  }

  /** The calls so far, each as operation and index. */
  public List<String> calls() {
    return calls;
  }

  /** Forgets answers, as a controller does that starts anew. */
  public void forgetAnswers() {
    answers.clear();
  }

  /** The experiments. */
  public SimulatedExperiments experiments() {
    return experiments;
  }

  /** Sets the object of workloadRef. */
  public void workload(Workload object) {
    workload = Optional.of(object);
  }

  /** The object of workloadRef. */
  public Optional<Workload> workload() {
    return workload;
  }

  /** The API server refuses that. */
  public void refuse(Setbacks what) {
    setbacks = what;
  }

  /** Somebody else has a ReplicaSet of that name. */
  public void take(String name) {
    taken.add(name);
  }
}
