package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.replicas.NewReplicaSet;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the actions and writes the statuses that the engine has decided on.
 *
 * <p>Every method may be repeated. What is as it should be already is not written. Methods throw
 * {@code KubernetesClientException} when the API server refuses or cannot be reached.
 */
public final class RolloutWriter {

  private final WriteClient writes;
  private final KubernetesSerialization json;
  private final ClusterWriter<Rollout> rollouts;
  private final ClusterWriter<ReplicaSet> replicaSets;
  private final ClusterWriter<Service> services;
  private final RouteWriter routes;
  private final ClusterWriter<AnalysisRun> analysisRuns;
  private final ClusterWriter<Experiment> experiments;
  private final PodWriter pods;
  private final Set<ObjectKey> taken = ConcurrentHashMap.newKeySet();

  /**
   * A writer.
   *
   * @param client the API server, to read
   * @param writes the API server, to write
   * @param view what is known; is told what was written
   */
  public RolloutWriter(KubernetesClient client, WriteClient writes, ClusterView view) {
    this.writes = writes;
    this.json = client.getKubernetesSerialization();
    this.rollouts = new ClusterWriter<>(client, writes, Rollout.class, view.rollouts());
    this.replicaSets = new ClusterWriter<>(client, writes, ReplicaSet.class, view.replicaSets());
    this.services = new ClusterWriter<>(client, writes, Service.class, view.services());
    this.routes = new RouteWriter(client, writes, view.routes());
    this.analysisRuns = new ClusterWriter<>(client, writes, AnalysisRun.class, view.analysisRuns());
    this.experiments = new ClusterWriter<>(client, writes, Experiment.class, view.experiments());
    this.pods = new PodWriter(writes);
  }

  /** Moves traffic for a rollout. */
  public void traffic(Rollout rollout, Action.Traffic action) throws StaleException {
    if (action instanceof Action.SetRoute set) {
      routes.write(set);
    } else if (action instanceof Action.PointService point) {
      ObjectKey key = in(rollout, point.service());
      services.merge(
          key, Patches.service(services.known(key), point.podTemplateHash(), point.managedBy()));
    }
  }

  /**
   * Gives a Service back that no Rollout names any more.
   *
   * @throws StaleException if the Service has changed since it was observed
   */
  public void release(Service service) throws StaleException {
    services.mergeGuarded(service, Patches.release(service));
  }

  /**
   * Says in the status of a Rollout that cannot be read that its specification makes no sense;
   * unless it says so already.
   */
  public void reject(
      GenericKubernetesResource rollout, String reason, String message, Instant now) {
    Optional<ObjectNode> patch = Patches.rejection(tree(rollout), reason, message, now);
    if (patch.isPresent()) {
      ObjectKey key = ObjectKey.of(rollout);
      JsonNode unused =
          writes.send(
              "patching Rollout " + key,
              "PATCH",
              "apis/%s/namespaces/%s/rollouts/%s/status"
                  .formatted(ArgoNames.API_VERSION, key.namespace(), key.name()),
              WriteClient.contentType(WriteClient.Kind.MERGE),
              patch.get());
    }
  }

  /**
   * Carries out actions that do not move traffic, in order, up to the first that fails. Changes of
   * one ReplicaSet that follow each other are one request.
   */
  public void perform(Rollout rollout, List<Action> actions) {
    ReplicaSetChanges changes = new ReplicaSetChanges(replicaSets, rollout);
    for (Action action : actions) {
      if (!changes.take(action)) {
        changes.write();
        perform(rollout, action);
      }
    }
    changes.write();
  }

  private void perform(Rollout rollout, Action action) {
    if (action instanceof Action.CreateReplicaSet create) {
      createOrNote(rollout, create.replicaSet());
    } else if (action instanceof Action.SetRevision set) {
      Map<String, String> revision = Map.of(ArgoNames.REVISION, Integer.toString(set.revision()));
      rollouts.merge(
          ObjectKey.of(rollout), Patches.nonEmpty(Patches.annotations(rollout, revision)));
    } else if (action instanceof Action.DeleteReplicaSet delete) {
      replicaSets.delete(in(rollout, delete.replicaSet()));
    } else if (action instanceof Action.CreateAnalysisRun create) {
      analysisRuns.create(create.analysisRun(), rollout);
    } else if (action instanceof Action.TerminateAnalysisRun terminate) {
      ObjectKey key = in(rollout, terminate.analysisRun());
      analysisRuns.merge(key, Optional.of(Patches.terminate()));
    } else if (action instanceof Action.DeleteAnalysisRun delete) {
      analysisRuns.delete(in(rollout, delete.analysisRun()));
    } else {
      performRest(rollout, action);
    }
  }

  private void performRest(Rollout rollout, Action action) {
    if (action instanceof Action.SetMinReadySeconds set) {
      replicaSets.merge(
          in(rollout, set.replicaSet()), Optional.of(Patches.minReadySeconds(set.seconds())));
    } else if (action instanceof Action.SetEphemeralMetadata set) {
      replicaSets.merge(in(rollout, set.replicaSet()), Optional.of(Patches.ephemeral(set)));
    } else if (action instanceof Action.AdoptReplicaSet adopt) {
      ObjectKey key = in(rollout, adopt.replicaSet());
      ReplicaSet orphan = replicaSets.known(key);
      replicaSets.merge(
          key, Optional.of(Patches.adopt(orphan, NewReplicaSet.owner(rollout), json)));
    } else if (action instanceof Action.SetReplicas set) {
      rollouts.merge(ObjectKey.of(rollout), Optional.of(Patches.replicas(set.replicas())));
    } else if (action instanceof Action.SetWorkloadGeneration set) {
      Map<String, String> generation =
          Map.of(ArgoNames.WORKLOAD_GENERATION, Long.toString(set.generation()));
      rollouts.merge(
          ObjectKey.of(rollout), Patches.nonEmpty(Patches.annotations(rollout, generation)));
    } else if (action instanceof Action.CreateExperiment create) {
      experiments.create(create.experiment(), rollout);
    } else if (action instanceof Action.TerminateExperiment terminate) {
      experiments.merge(in(rollout, terminate.experiment()), Optional.of(Patches.terminate()));
    } else if (action instanceof Action.DeleteExperiment delete) {
      experiments.delete(in(rollout, delete.experiment()));
    } else if (action instanceof Action.EvictPod evict) {
      pods.evict(in(rollout, evict.pod()));
    } else if (action instanceof Action.SetPodMetadata set) {
      pods.metadata(in(rollout, set.pod()), set);
    } else if (action instanceof Action.ScaleDeployment scale) {
      pods.scale(in(rollout, scale.deployment()), scale.replicas());
    } else {
      throw new IllegalArgumentException("cannot carry out " + action);
    }
  }

  /** Names of ReplicaSets in a namespace that somebody else has, as far as they were in the way. */
  public Set<String> takenNames(String namespace) {
    return taken.stream()
        .filter(key -> key.namespace().equals(namespace))
        .map(ObjectKey::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void createOrNote(Rollout rollout, ReplicaSet set) {
    try {
      replicaSets.create(set, rollout);
    } catch (NameTakenException inTheWay) {
      taken.add(ObjectKey.of(set));
      throw inTheWay;
    } catch (KubernetesClientException refusal) {
      throw Refusals.lasting(refusal)
          ? new ReplicaSetRefusedException(set.getMetadata().getName(), refusal)
          : refusal;
    }
  }

  /**
   * Writes what changed in a Rollout's status.
   *
   * @param observed the Rollout that the decision was made for
   * @return whether there was something to write
   * @throws StaleException if the Rollout has changed since; decide again
   */
  public boolean status(Rollout observed, RolloutStatus status) throws StaleException {
    RolloutStatus before = observed.getStatus();
    return !status.equals(before) && rollouts.status(observed, tree(before), tree(status), true);
  }

  /**
   * Writes what changed in an AnalysisRun's status. The kind has no status subresource.
   *
   * @param observed the run that the decision was made for
   * @throws StaleException if the run has changed since; decide again
   */
  public void status(AnalysisRun observed, AnalysisRunStatus status) throws StaleException {
    boolean unused = analysisRuns.status(observed, tree(observed.getStatus()), tree(status), false);
  }

  /** Deletes an AnalysisRun whose time has passed. */
  public void delete(AnalysisRun run) {
    analysisRuns.delete(ObjectKey.of(run));
  }

  private JsonNode tree(@Nullable Object value) {
    return json.convertValue(value == null ? Map.of() : value, JsonNode.class);
  }

  private static ObjectKey in(Rollout rollout, String name) {
    return new ObjectKey(rollout.getMetadata().getNamespace(), name);
  }
}
