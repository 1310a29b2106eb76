package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentStatus;
import dev.serin.rollout.experiment.ExperimentAction;
import dev.serin.rollout.experiment.Obstacles;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the engine has decided for Experiments.
 *
 * <p>Every method may be repeated. Methods throw {@code KubernetesClientException} when the API
 * server refuses or cannot be reached.
 */
public final class ExperimentWriter {

  private final KubernetesSerialization json;
  private final ClusterWriter<Experiment> experiments;
  private final ClusterWriter<ReplicaSet> replicaSets;
  private final ClusterWriter<Service> services;
  private final ClusterWriter<AnalysisRun> analysisRuns;

  /**
   * A writer.
   *
   * @param client the API server, to read
   * @param writes the API server, to write
   * @param view what is known; is told what was written
   */
  public ExperimentWriter(KubernetesClient client, WriteClient writes, ClusterView view) {
    this.json = client.getKubernetesSerialization();
    this.experiments = new ClusterWriter<>(client, writes, Experiment.class, view.experiments());
    this.replicaSets = new ClusterWriter<>(client, writes, ReplicaSet.class, view.replicaSets());
    this.services = new ClusterWriter<>(client, writes, Service.class, view.services());
    this.analysisRuns = new ClusterWriter<>(client, writes, AnalysisRun.class, view.analysisRuns());
  }

  /** The object that an action makes, as {@link Obstacles} calls it; empty if it makes none. */
  public static Optional<String> made(ExperimentAction action) {
    HasMetadata object = null;
    if (action instanceof ExperimentAction.CreateReplicaSet create) {
      object = create.replicaSet();
    } else if (action instanceof ExperimentAction.CreateService create) {
      object = create.service();
    } else if (action instanceof ExperimentAction.CreateAnalysisRun create) {
      object = create.analysisRun();
    }
    return Optional.ofNullable(object)
        .map(made -> Obstacles.key(made.getKind(), made.getMetadata().getName()));
  }

  /**
   * Carries out an action.
   *
   * @throws NameTakenException if somebody else has an object of the name of one to create
   */
  public void perform(Experiment experiment, ExperimentAction action) {
    if (action instanceof ExperimentAction.CreateReplicaSet create) {
      replicaSets.create(create.replicaSet(), experiment);
    } else if (action instanceof ExperimentAction.ScaleReplicaSet scale) {
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      patch.putObject("spec").put("replicas", scale.replicas());
      replicaSets.merge(in(experiment, scale.replicaSet()), Optional.of(patch));
    } else if (action instanceof ExperimentAction.SetScaleDownDeadline set) {
      ObjectKey key = in(experiment, set.replicaSet());
      replicaSets.merge(key, Patches.scaleDownDeadline(replicaSets.known(key), set.deadline()));
    } else if (action instanceof ExperimentAction.CreateService create) {
      services.create(create.service(), experiment);
    } else if (action instanceof ExperimentAction.DeleteService delete) {
      services.delete(in(experiment, delete.service()));
    } else if (action instanceof ExperimentAction.CreateAnalysisRun create) {
      analysisRuns.create(create.analysisRun(), experiment);
    } else if (action instanceof ExperimentAction.TerminateAnalysisRun terminate) {
      analysisRuns.merge(in(experiment, terminate.analysisRun()), Optional.of(Patches.terminate()));
    }
  }

  /**
   * Writes what changed in an Experiment's status. The kind has no status subresource.
   *
   * @param observed the Experiment that the decision was made for
   * @throws StaleException if it has changed since; decide again
   */
  public void status(Experiment observed, ExperimentStatus status) throws StaleException {
    boolean unused = experiments.status(observed, tree(observed.getStatus()), tree(status), false);
  }

  private JsonNode tree(@Nullable Object value) {
    return json.convertValue(value == null ? Map.of() : value, JsonNode.class);
  }

  private static ObjectKey in(Experiment experiment, String name) {
    return new ObjectKey(experiment.getMetadata().getNamespace(), name);
  }
}
