package dev.serin.rollout.simulation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentSpec;
import dev.serin.rollout.RolloutEvent;
import dev.serin.rollout.analysis.KnownTemplates;
import dev.serin.rollout.experiment.ExperimentAction;
import dev.serin.rollout.experiment.ExperimentDecision;
import dev.serin.rollout.experiment.ExperimentEngine;
import dev.serin.rollout.experiment.ExperimentObservation;
import dev.serin.rollout.experiment.Obstacles;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
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

/**
 * Experiments that the engine of experiments runs in virtual time, and what belongs to them. Pods
 * become available after a time, all of a ReplicaSet at once.
 */
public final class SimulatedExperiments {
  private final ExperimentEngine engine = new ExperimentEngine();
  private final Map<String, Experiment> experiments = new TreeMap<>();
  private final Map<String, ReplicaSet> sets = new TreeMap<>();
  private final Map<String, Instant> scaled = new TreeMap<>();
  private final Map<String, Service> services = new TreeMap<>();
  private final Map<String, AnalysisRun> runs = new TreeMap<>();
  private final Map<String, AnalysisTemplate> templates;
  private final Map<String, String> refused = new TreeMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<RolloutEvent> events = new ArrayList<>();
  private final List<RolloutEvent> rolloutEvents = new ArrayList<>();
  private Set<String> routed = Set.of();
  private Duration delay = Duration.ofSeconds(2);

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
    Experiment experiment = Objects.requireNonNull(experiments.get(name));
    if (experiment != null) {
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
  }

  /** Deletes an Experiment with all that belongs to it. */
  public void delete(String name) {
    Experiment gone = experiments.remove(name);
    if (gone != null) {
      sets.values().removeIf(set -> owned(set, gone));
      services.values().removeIf(service -> owned(service, gone));
      runs.values().removeIf(run -> owned(run, gone));
    }
  }

  /** How long pods take until they are available. */
  public void podsTake(Duration time) {
    delay = time;
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
    services.put(service.getMetadata().getName(), service);
  }

  /** The Experiments, as they are now; later passes do not change them. */
  public List<Experiment> all() {
    return experiments.values().stream().map(SimulatedExperiments::copy).toList();
  }

  /** A ReplicaSet by name; empty when there is none. */
  public Optional<ReplicaSet> replicaSet(String name) {
    return Optional.ofNullable(sets.get(name));
  }

  /** Wanted pods of all Experiments. */
  public int pods() {
    return sets.values().stream().mapToInt(set -> set.getSpec().getReplicas()).sum();
  }

  /** The Services. */
  public List<Service> services() {
    return List.copyOf(services.values());
  }

  /** The runs. */
  public List<AnalysisRun> runs() {
    return List.copyOf(runs.values());
  }

  /** Sets the phase of a run. */
  public void conclude(String run, AnalysisPhase phase, String message) {
    Objects.requireNonNull(runs.get(run))
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
    Experiment experiment = Objects.requireNonNull(experiments.get(name));
    ExperimentDecision decision =
        engine.decide(
            new ExperimentObservation(
                copy(experiment),
                sets.values().stream()
                    .filter(set -> owned(set, experiment))
                    .map(set -> seen(set, now))
                    .toList(),
                List.copyOf(services.values()),
                runs.values().stream().filter(run -> owned(run, experiment)).toList(),
                new KnownTemplates(templates, Map.of()),
                new Obstacles(taken, refused),
                routed),
            now);
    decision.actions().forEach(action -> carryOut(action, now));
    experiment.setStatus(decision.status());
    events.addAll(decision.events());
    rolloutEvents.addAll(decision.rolloutEvents());
    return decision;
  }

  /** One pass over each. */
  public void pass(Instant now) {
    List.copyOf(experiments.keySet()).forEach(name -> pass(name, now));
  }

  private void carryOut(ExperimentAction action, Instant now) {
    if (action instanceof ExperimentAction.CreateReplicaSet create) {
      sets.putIfAbsent(create.replicaSet().getMetadata().getName(), create.replicaSet());
    } else if (action instanceof ExperimentAction.ScaleReplicaSet scale) {
      scaled.put(scale.replicaSet(), now);
      sets.computeIfPresent(
          scale.replicaSet(),
          (name, set) ->
              new ReplicaSetBuilder(set)
                  .editSpec()
                  .withReplicas(scale.replicas())
                  .endSpec()
                  .build());
    } else if (action instanceof ExperimentAction.SetScaleDownDeadline set) {
      sets.computeIfPresent(set.replicaSet(), (name, old) -> withDeadline(old, set.deadline()));
    } else if (action instanceof ExperimentAction.CreateService create) {
      services.putIfAbsent(create.service().getMetadata().getName(), create.service());
    } else if (action instanceof ExperimentAction.DeleteService delete) {
      services.remove(delete.service());
    } else if (action instanceof ExperimentAction.CreateAnalysisRun create) {
      runs.putIfAbsent(create.analysisRun().getMetadata().getName(), create.analysisRun());
    } else if (action instanceof ExperimentAction.TerminateAnalysisRun terminate) {
      AnalysisRun run = Objects.requireNonNull(runs.get(terminate.analysisRun()));
      AnalysisRunSpec spec = run.getSpec();
      run.setSpec(
          new AnalysisRunSpec(
              spec.metrics(),
              spec.args(),
              true,
              spec.dryRun(),
              spec.measurementRetention(),
              spec.ttlStrategy(),
              spec.unknown()));
    }
  }

  private static ReplicaSet withDeadline(ReplicaSet set, Optional<Instant> deadline) {
    Map<String, String> annotations = new TreeMap<>(set.getMetadata().getAnnotations());
    annotations.remove(ArgoNames.SCALE_DOWN_DEADLINE);
    deadline.ifPresent(
        time -> annotations.put(ArgoNames.SCALE_DOWN_DEADLINE, WireTime.format(time)));
    return new ReplicaSetBuilder(set)
        .editMetadata()
        .withAnnotations(annotations)
        .endMetadata()
        .build();
  }

  private ReplicaSet seen(ReplicaSet set, Instant now) {
    int wanted = set.getSpec().getReplicas();
    Instant since = scaled.getOrDefault(set.getMetadata().getName(), now);
    int available = now.isBefore(since.plus(delay)) ? 0 : wanted;
    return new ReplicaSetBuilder(set)
        .withStatus(
            new ReplicaSetStatusBuilder()
                .withReplicas(wanted)
                .withReadyReplicas(available)
                .withAvailableReplicas(available)
                .build())
        .build();
  }

  private static boolean owned(HasMetadata object, Experiment experiment) {
    return object.getMetadata().getOwnerReferences() != null
        && object.getMetadata().getOwnerReferences().stream()
            .anyMatch(owner -> experiment.getMetadata().getUid().equals(owner.getUid()));
  }

  private static Experiment copy(Experiment experiment) {
    Experiment copy = new Experiment();
    copy.setMetadata(experiment.getMetadata());
    copy.setSpec(experiment.getSpec());
    copy.setStatus(experiment.getStatus());
    return copy;
  }
}
