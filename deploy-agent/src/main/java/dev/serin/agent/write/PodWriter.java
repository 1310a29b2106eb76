package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.rollout.Action;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Writes what is not made by the agent: pods, and the Deployments of workload references. */
final class PodWriter {

  private static final Logger LOG = Logger.getLogger(PodWriter.class);
  private static final int TOO_MANY_REQUESTS = 429;

  private final WriteClient writes;

  PodWriter(WriteClient writes) {
    this.writes = writes;
  }

  /** Evicts a pod; a disruption budget may refuse, and the pod may be gone. */
  void evict(ObjectKey pod) {
    ObjectNode eviction = JsonNodeFactory.instance.objectNode();
    eviction.put("apiVersion", "policy/v1").put("kind", "Eviction");
    eviction.putObject("metadata").put("name", pod.name()).put("namespace", pod.namespace());
    String path = "api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/eviction";
    try {
      JsonNode unused =
          writes.send("evicting Pod " + pod, "POST", path, "application/json", eviction);
    } catch (KubernetesClientException problem) {
      if (problem.getCode() != TOO_MANY_REQUESTS && !ApiErrors.absent(problem)) {
        throw problem;
      }
      LOG.infof("%s: not evicted now: %s", pod, problem.getMessage());
    }
  }

  void metadata(ObjectKey pod, Action.SetPodMetadata set) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    put(patch.withObject("/metadata/labels"), set.labels());
    put(patch.withObject("/metadata/annotations"), set.annotations());
    try {
      Pod unused = writes.patch(Pod.class, pod, null, WriteClient.Kind.MERGE, patch);
    } catch (KubernetesClientException problem) {
      if (!ApiErrors.absent(problem)) {
        throw problem;
      }
    }
  }

  void scale(ObjectKey deployment, int replicas) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("spec").put("replicas", replicas);
    Deployment unused =
        writes.patch(Deployment.class, deployment, null, WriteClient.Kind.MERGE, patch);
  }

  /** Sets keys of a map; an empty value removes one. */
  static void put(ObjectNode map, Map<String, Optional<String>> changes) {
    changes.forEach(
        (key, value) -> value.ifPresentOrElse(text -> map.put(key, text), () -> map.putNull(key)));
  }
}
