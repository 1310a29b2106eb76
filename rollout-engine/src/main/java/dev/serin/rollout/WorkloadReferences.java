package dev.serin.rollout;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Rollout whose pod template is that of another object ({@code spec.workloadRef}).
 *
 * <p>Algorithm: {@link #resolve} puts the template, and the selector where there is none, into a
 * copy of the Rollout, which is decided on as any other. {@link #complete} notes the generation
 * that was seen, and takes the pods of a Deployment away: once, with the first revision, when the
 * Rollout is healthy (onsuccess), or one for each of its own that is ready (progressively).
 */
final class WorkloadReferences {
  private WorkloadReferences() {}

  static Observation resolve(Observation observation) {
    RolloutSpec spec = observation.rollout().getSpec();
    Optional<Workload> workload = observation.surroundings().workload();
    if (spec == null || spec.workloadRef() == null || workload.isEmpty()) {
      return observation;
    }
    LabelSelector selector =
        spec.selector() == null ? workload.get().selector().orElse(null) : spec.selector();
    Rollout copy = new Rollout();
    copy.setMetadata(observation.rollout().getMetadata());
    copy.setSpec(spec.withTemplate(workload.get().template()).withSelector(selector));
    copy.setStatus(observation.rollout().getStatus());
    return observation.with(copy);
  }

  /** The decision with the generation, and with what is to be done to the workload. */
  static Decision complete(Observation observation, Decision decision) {
    Rollout rollout = observation.rollout();
    Optional<Workload> workload = observation.surroundings().workload();
    String generation = workload.map(seen -> Long.toString(seen.generation())).orElse(null);
    if (rollout.getSpec().workloadRef() == null || generation == null) {
      return decision;
    }
    List<Action> actions = new ArrayList<>(decision.actions());
    if (!ReplicaSets.annotation(rollout, ArgoNames.WORKLOAD_GENERATION).equals(generation)) {
      actions.add(new Action.SetWorkloadGeneration(workload.get().generation()));
    }
    RolloutStatus status = decision.status();
    pods(rollout, workload.get(), status).ifPresent(actions::add);
    return new Decision(
        actions,
        status.toBuilder().workloadObservedGeneration(generation).build(),
        decision.events(),
        decision.requeueAfter());
  }

  private static Optional<Action> pods(Rollout rollout, Workload workload, RolloutStatus status) {
    WorkloadReference reference = rollout.getSpec().workloadRef();
    if (reference == null
        || !"Deployment".equals(workload.kind())
        || ReplicaSets.revision(rollout) > 1) {
      return Optional.empty();
    }
    Integer given = rollout.getSpec().replicas();
    int all = given == null ? 1 : given;
    int ready = status.readyReplicas() == null ? 0 : status.readyReplicas();
    boolean healthy = status.phase() == RolloutPhase.HEALTHY;
    boolean progressively = WorkloadReference.PROGRESSIVELY.equals(reference.scaleDown());
    boolean goes = healthy && (progressively || "onsuccess".equals(reference.scaleDown()));
    int wanted = goes ? 0 : progressively && ready > 0 ? Math.max(0, all - ready) : -1;
    // Its own pods are not grown beyond what it has: people may have scaled it down already.
    return wanted >= 0 && wanted < workload.replicas()
        ? Optional.of(new Action.ScaleDeployment(workload.name(), wanted))
        : Optional.empty();
  }
}
