package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.Action;
import dev.serin.rollout.traffic.TrafficRouters;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
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

  /** How often a route is read anew when somebody else writes it at the same time. */
  private static final int ROUTE_ATTEMPTS = 5;

  private final KubernetesClient client;
  private final KubernetesSerialization json;
  private final ClusterWriter<Rollout> rollouts;
  private final ClusterWriter<ReplicaSet> replicaSets;
  private final ClusterWriter<Service> services;
  private final ClusterWriter<HTTPRoute> httpRoutes;
  private final ClusterWriter<AnalysisRun> analysisRuns;

  /**
   * A writer.
   *
   * @param client the API server
   * @param view what is known; is told what was written
   */
  public RolloutWriter(KubernetesClient client, ClusterView view) {
    this.client = client;
    this.json = client.getKubernetesSerialization();
    this.rollouts = new ClusterWriter<>(client, Rollout.class, view.rollouts());
    this.replicaSets = new ClusterWriter<>(client, ReplicaSet.class, view.replicaSets());
    this.services = new ClusterWriter<>(client, Service.class, view.services());
    this.httpRoutes = new ClusterWriter<>(client, HTTPRoute.class, view.httpRoutes());
    this.analysisRuns = new ClusterWriter<>(client, AnalysisRun.class, view.analysisRuns());
  }

  /** Moves traffic for a rollout. */
  public void traffic(Rollout rollout, Action.Traffic action) throws StaleException {
    if (action instanceof Action.SetRouteWeights weights) {
      weights(weights);
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

  private void weights(Action.SetRouteWeights weights) throws StaleException {
    ObjectKey key = new ObjectKey(weights.route().namespace(), weights.route().name());
    for (int attempt = 1; ; attempt++) {
      HTTPRoute route = httpRoutes.known(key);
      try {
        httpRoutes.difference(route, tree(route), tree(TrafficRouters.apply(route, weights)));
        return;
      } catch (StaleException changed) {
        if (attempt == ROUTE_ATTEMPTS) {
          throw changed;
        }
      }
    }
  }

  /** Carries out an action that does not move traffic. */
  public void perform(Rollout rollout, Action action) {
    if (action instanceof Action.CreateReplicaSet create) {
      replicaSets.create(create.replicaSet(), rollout);
    } else if (action instanceof Action.ScaleReplicaSet scale) {
      ObjectKey key = in(rollout, scale.replicaSet());
      replicaSets.merge(
          key, Patches.scale(replicaSets.known(key), scale.replicas(), scale.desiredReplicas()));
    } else if (action instanceof Action.SetScaleDownDeadline set) {
      ObjectKey key = in(rollout, set.replicaSet());
      replicaSets.merge(key, Patches.scaleDownDeadline(replicaSets.known(key), set.deadline()));
    } else if (action instanceof Action.SetReplicaSetRevision set) {
      ObjectKey key = in(rollout, set.replicaSet());
      replicaSets.merge(
          key, Patches.revision(replicaSets.known(key), set.revision(), set.history()));
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
   * Says in the status of a Rollout that cannot be read that its specification makes no sense;
   * unless it says so already.
   */
  public void reject(
      GenericKubernetesResource rollout, String reason, String message, Instant now) {
    Optional<ObjectNode> patch = Patches.rejection(tree(rollout), reason, message, now);
    if (patch.isPresent()) {
      GenericKubernetesResource unused =
          client
              .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(Rollout.class))
              .inNamespace(rollout.getMetadata().getNamespace())
              .withName(rollout.getMetadata().getName())
              .subresource("status")
              .patch(PatchContext.of(PatchType.JSON_MERGE), patch.get().toString());
    }
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
