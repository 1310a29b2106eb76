package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the actions and writes the statuses that the engine has decided on.
 *
 * <p>Every method may be repeated. What is as it should be already is not written. Methods throw
 * {@code KubernetesClientException} when the API server refuses or cannot be reached.
 */
public final class RolloutWriter {

  private final KubernetesSerialization json;
  private final ClusterWriter<Rollout> rollouts;
  private final ClusterWriter<ReplicaSet> replicaSets;
  private final ClusterWriter<Service> services;
  private final RouteWriter routes;
  private final ClusterWriter<AnalysisRun> analysisRuns;

  /**
   * A writer.
   *
   * @param client the API server, to read
   * @param writes the API server, to write
   * @param view what is known; is told what was written
   */
  public RolloutWriter(KubernetesClient client, WriteClient writes, ClusterView view) {
    this.json = client.getKubernetesSerialization();
    this.rollouts = new ClusterWriter<>(client, writes, Rollout.class, view.rollouts());
    this.replicaSets = new ClusterWriter<>(client, writes, ReplicaSet.class, view.replicaSets());
    this.services = new ClusterWriter<>(client, writes, Service.class, view.services());
    this.routes = new RouteWriter(client, writes, view.routes());
    this.analysisRuns = new ClusterWriter<>(client, writes, AnalysisRun.class, view.analysisRuns());
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
      replicaSets.create(create.replicaSet(), rollout);
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
      throw new IllegalArgumentException("cannot carry out " + action);
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

  private JsonNode tree(@Nullable Object value) {
    return json.convertValue(value == null ? Map.of() : value, JsonNode.class);
  }

  private static ObjectKey in(Rollout rollout, String name) {
    return new ObjectKey(rollout.getMetadata().getNamespace(), name);
  }
}
