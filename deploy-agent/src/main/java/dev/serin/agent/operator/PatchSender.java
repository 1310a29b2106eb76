package dev.serin.agent.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.api.ApiRequests.Sending;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.operator.OperatorPatch;
import dev.serin.argo.operator.OperatorPatch.Part;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.WorkloadReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Sends the patches of operators, and waits until the API server has them.
 *
 * <p>All methods throw {@code KubernetesClientException} when the API server refuses, or does not
 * answer in time.
 */
final class PatchSender {

  private final ApiRequests requests;
  private final Duration limit;

  PatchSender(KubernetesClient client) {
    this.requests = new ApiRequests(client);
    this.limit = requests.usualLimit();
  }

  /** Patches a Rollout, or its status. */
  void send(Rollout rollout, OperatorPatch patch) {
    ObjectKey key = ObjectKey.of(rollout);
    await(
        "patching Rollout " + key,
        requests.patch(
            Rollout.class,
            key,
            patch.part() == Part.STATUS ? "status" : null,
            contentType(patch.body()),
            patch.body(),
            Sending.within(limit)));
  }

  /** Patches what a Rollout's workloadRef names. */
  void send(Rollout rollout, WorkloadReference workload, JsonNode patch) {
    String kind = String.valueOf(workload.kind());
    await(
        "patching " + kind + " " + workload.name(),
        requests.send(
            "PATCH",
            "%s/namespaces/%s/%ss/%s"
                .formatted(
                    kind.equals("PodTemplate") ? "api/v1" : "apis/apps/v1",
                    rollout.getMetadata().getNamespace(),
                    kind.toLowerCase(Locale.ROOT),
                    workload.name()),
            contentType(patch),
            patch,
            Sending.within(limit)));
  }

  private void await(String what, CompletableFuture<HttpResponse<byte[]>> answer) {
    String unused = requests.await(what, answer, limit);
  }

  private static String contentType(JsonNode body) {
    return body.isArray() ? "application/json-patch+json" : "application/merge-patch+json";
  }
}
