package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.agent.cluster.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends patches with one request each.
 *
 * <p>fabric8's own {@code patch} reads the object first, which doubles the requests and the time on
 * the way from a verdict to the traffic. This uses its HTTP client, with its authentication, and
 * nothing else of it.
 */
final class PatchClient {

  /** How to read the patch; the values are those of the Content-Type header. */
  enum Kind {
    MERGE("application/merge-patch+json"),
    JSON("application/json-patch+json");

    private final String contentType;

    Kind(String contentType) {
      this.contentType = contentType;
    }
  }

  private final KubernetesClient client;
  private final KubernetesSerialization json;

  PatchClient(KubernetesClient client) {
    this.client = client;
    this.json = client.getKubernetesSerialization();
  }

  /**
   * Patches an object.
   *
   * @param subresource such as status; null for the object itself
   * @return the object as it is now
   * @throws KubernetesClientException if the API server refuses, or does not answer in time
   */
  <T extends HasMetadata> T patch(
      Class<T> type, ObjectKey key, @Nullable String subresource, Kind kind, JsonNode patch) {
    int limit = client.getConfiguration().getRequestTimeout();
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri(type, key, subresource))
            .method("PATCH", kind.contentType, patch.toString())
            .timeout(limit, TimeUnit.MILLISECONDS)
            .build();
    String what = type.getSimpleName() + " " + key;
    HttpResponse<byte[]> response =
        await(what, client.getHttpClient().sendAsync(request, byte[].class), limit);
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (!response.isSuccessful()) {
      throw refused(what, response, body);
    }
    return json.unmarshal(body, type);
  }

  private String uri(
      Class<? extends HasMetadata> type, ObjectKey key, @Nullable String subresource) {
    String group = HasMetadata.getGroup(type);
    String version = HasMetadata.getVersion(type);
    String root = client.getMasterUrl().toString();
    return (root.endsWith("/") ? root : root + "/")
        + (group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version)
        + "/namespaces/"
        + key.namespace()
        + "/"
        + HasMetadata.getPlural(type)
        + "/"
        + key.name()
        + (subresource == null ? "" : "/" + subresource);
  }

  private static <T> T await(String what, CompletableFuture<T> answer, int limit) {
    try {
      return answer.get(limit, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new KubernetesClientException(
          "patching " + what + ": no answer within " + limit + " ms", late);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new KubernetesClientException("patching " + what + ": " + cause.getMessage(), cause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("patching " + what + ": the agent stops", stopped);
    }
  }

  private KubernetesClientException refused(
      String what, HttpResponse<byte[]> response, String body) {
    int code = response.code();
    Status status = null;
    String message = "HTTP " + code;
    try {
      status = json.unmarshal(body, Status.class);
    } catch (RuntimeException noStatus) {
      message = message + " " + body.substring(0, Math.min(200, body.length()));
    }
    if (status != null && status.getMessage() != null) {
      message = status.getMessage();
    }
    String text = "patching " + what + ": " + message;
    return code == BusyException.TOO_MANY_REQUESTS
        ? new BusyException(text, status, response.header("Retry-After"))
        : new KubernetesClientException(text, code, status);
  }
}
