package dev.serin.cluster.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the statuses of pods; a pod that is gone, or is another one by now, is left alone. */
final class StatusWriter {
  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
  private static final PatchContext JSON_PATCH = PatchContext.of(PatchType.JSON);

  private final KubernetesClient client;

  StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /** Replaces the whole status of this very pod. */
  void write(Pod pod, PodStatus status) {
    List<Map<String, Object>> patch =
        List.of(
            Map.of("op", "test", "path", "/metadata/uid", "value", pod.getMetadata().getUid()),
            Map.of("op", "add", "path", "/status", "value", status));
    doing(
        pod,
        () ->
            client
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(JSON_PATCH, Serialization.asJson(patch)));
  }

  /** Removes this very pod, now that it has ended. */
  void remove(Pod pod) {
    doing(pod, () -> client.resource(pod).withGracePeriod(0).delete());
  }

  private static void doing(Pod pod, Runnable write) {
    try {
      write.run();
    } catch (KubernetesClientException e) {
      boolean gone = e.getCode() == 404 || e.getCode() == 422 || e.getCode() == 409;
      if (gone) {
        LOG.debug("pod {} is gone", pod.getMetadata().getName(), e);
      } else {
        LOG.error("the status of pod {} cannot be written", pod.getMetadata().getName(), e);
      }
    }
  }
}
