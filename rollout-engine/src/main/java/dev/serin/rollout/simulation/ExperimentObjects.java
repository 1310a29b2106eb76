package dev.serin.rollout.simulation;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.WireTime;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.experiment.Experiment;
import dev.serin.rollout.experiment.ExperimentAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What belongs to Experiments, as the API server holds it: ReplicaSets, Services, AnalysisRuns.
 * Pods become available after a time, all of a ReplicaSet at once.
 */
final class ExperimentObjects {
  private final Map<String, ReplicaSet> sets = new TreeMap<>();
  private final Map<String, Instant> scaled = new TreeMap<>();
  private final Map<String, Service> services = new TreeMap<>();
  private final Map<String, AnalysisRun> runs = new TreeMap<>();
  private Duration delay = Duration.ofSeconds(2);

  /** How long pods take until they are available. */
  void podsTake(Duration time) {
    delay = time;
  }

  void add(Service service) {
    services.put(service.getMetadata().getName(), service);
  }

  Optional<ReplicaSet> replicaSet(String name) {
    return Optional.ofNullable(sets.get(name));
  }

  /** The ReplicaSets of an Experiment as they are seen, with their pods. */
  List<ReplicaSet> replicaSetsOf(Experiment experiment, Instant now) {
    return sets.values().stream()
        .filter(set -> owned(set, experiment))
        .map(set -> seen(set, now))
        .toList();
  }

  List<AnalysisRun> runsOf(Experiment experiment) {
    return runs.values().stream().filter(run -> owned(run, experiment)).toList();
  }

  List<AnalysisRun> runs() {
    return List.copyOf(runs.values());
  }

  AnalysisRun run(String name) {
    return Objects.requireNonNull(runs.get(name), name);
  }

  List<Service> services() {
    return List.copyOf(services.values());
  }

  /** Wanted pods of all. */
  int pods() {
    return sets.values().stream().mapToInt(set -> set.getSpec().getReplicas()).sum();
  }

  /** The garbage collector takes what belonged to an Experiment that is gone. */
  void collect(Experiment gone) {
    sets.values().removeIf(set -> owned(set, gone));
    services.values().removeIf(service -> owned(service, gone));
    runs.values().removeIf(run -> owned(run, gone));
  }

  void carryOut(ExperimentAction action, Instant now) {
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
      terminate(run(terminate.analysisRun()));
    }
  }

  private static void terminate(AnalysisRun run) {
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
}
