package dev.serin.rollout.simulation;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentSpec;
import dev.serin.rollout.RolloutEvent;
import dev.serin.rollout.analysis.KnownTemplates;
import dev.serin.rollout.experiment.ExperimentDecision;
import dev.serin.rollout.experiment.ExperimentEngine;
import dev.serin.rollout.experiment.ExperimentObservation;
import dev.serin.rollout.experiment.Obstacles;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Experiments that the engine of experiments runs in virtual time, and what belongs to them. */
public final class SimulatedExperiments {
  private final ExperimentEngine engine = new ExperimentEngine();
  private final Map<String, Experiment> experiments = new TreeMap<>();
  private final ExperimentObjects objects = new ExperimentObjects();
  private final Map<String, AnalysisTemplate> templates;
  private final Map<String, String> refused = new TreeMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<RolloutEvent> events = new ArrayList<>();
  private final List<RolloutEvent> rolloutEvents = new ArrayList<>();
  private Set<String> routed = Set.of();

  /** None, with these templates of analyses. */
  public SimulatedExperiments(Map<String, AnalysisTemplate> templates) {
    this.templates = templates;
  }

  /** Adds an Experiment; one of the same name stays as it is. */
  public void create(Experiment experiment) {
    String name = experiment.getMetadata().getName();
    if (experiment.getMetadata().getUid() == null) {
      experiment.getMetadata().setUid("uid-" + name);
    }
    experiments.putIfAbsent(name, experiment);
  }

  /** Sets spec.terminate. */
  public void terminate(String name) {
    Experiment experiment = known(name);
    ExperimentSpec spec = experiment.getSpec();
    experiment.setSpec(
        new ExperimentSpec(
            spec.templates(),
            spec.duration(),
            spec.progressDeadlineSeconds(),
            true,
            spec.analyses(),
            spec.scaleDownDelaySeconds(),
            spec.dryRun(),
            spec.measurementRetention(),
            spec.analysisRunMetadata(),
            spec.unknown()));
  }

  /** Deletes an Experiment with all that belongs to it. */
  public void delete(String name) {
    Experiment gone = experiments.remove(name);
    if (gone != null) {
      objects.collect(gone);
    }
  }

  /** How long pods take until they are available. */
  public void podsTake(Duration time) {
    objects.podsTake(time);
  }

  /** The API server refuses an object. */
  public void refuse(String kind, String name, String why) {
    refused.put(Obstacles.key(kind, name), why);
  }

  /** Somebody else has an object of that name. */
  public void take(String kind, String name) {
    taken.add(Obstacles.key(kind, name));
  }

  /** A route sends requests to these Services. */
  public void route(Set<String> services) {
    routed = services;
  }

  /** A Service that is there already. */
  public void add(Service service) {
    objects.add(service);
  }

  /** The Experiments, as they are now; later passes do not change them. */
  public List<Experiment> all() {
    return experiments.values().stream().map(SimulatedExperiments::copy).toList();
  }

  /** A ReplicaSet by name; empty when there is none. */
  public Optional<ReplicaSet> replicaSet(String name) {
    return objects.replicaSet(name);
  }

  /** Wanted pods of all Experiments. */
  public int pods() {
    return objects.pods();
  }

  /** The Services. */
  public List<Service> services() {
    return objects.services();
  }

  /** The runs. */
  public List<AnalysisRun> runs() {
    return objects.runs();
  }

  /** Sets the phase of a run. */
  public void conclude(String run, AnalysisPhase phase, String message) {
    objects
        .run(run)
        .setStatus(
            new AnalysisRunStatus(phase, message, List.of(), null, null, null, null, Map.of()));
  }

  /** The events so far, each as reason and message. */
  public List<String> events() {
    return events.stream().map(event -> event.reason() + ": " + event.message()).toList();
  }

  /** The events about the Rollout so far. */
  public List<RolloutEvent> rolloutEvents() {
    return rolloutEvents;
  }

  /** One pass over an Experiment. */
  public ExperimentDecision pass(String name, Instant now) {
    Experiment experiment = known(name);
    ExperimentDecision decision = engine.decide(observe(experiment, now), now);
    decision.actions().forEach(action -> objects.carryOut(action, now));
    experiment.setStatus(decision.status());
    events.addAll(decision.events());
    rolloutEvents.addAll(decision.rolloutEvents());
    return decision;
  }

  /** One pass over each. */
  public void pass(Instant now) {
    List.copyOf(experiments.keySet()).forEach(name -> pass(name, now));
  }

  private ExperimentObservation observe(Experiment experiment, Instant now) {
    return new ExperimentObservation(
        copy(experiment),
        objects.replicaSetsOf(experiment, now),
        objects.services(),
        objects.runsOf(experiment),
        new KnownTemplates(templates, Map.of()),
        new Obstacles(taken, refused),
        routed);
  }

  private Experiment known(String name) {
    return Objects.requireNonNull(experiments.get(name), name);
  }

  private static Experiment copy(Experiment experiment) {
    Experiment copy = new Experiment();
    copy.setMetadata(experiment.getMetadata());
    copy.setSpec(experiment.getSpec());
    copy.setStatus(experiment.getStatus());
    return copy;
  }
}
