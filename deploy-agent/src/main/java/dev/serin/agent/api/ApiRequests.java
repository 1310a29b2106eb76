package dev.serin.agent.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.agent.cluster.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request, and no more, and is sure to be done with it within a limit.
 *
 * <ol>
 *   <li>fabric8's own calls may read before they write, which doubles the requests and the time on
 *       the way from a verdict to the traffic; and their limit is the same for all requests. This
 *       uses its HTTP client, with its authentication, and nothing else of it.
 *   <li>The HTTP client counts its timeout twice: once until there is a connection, and once more
 *       until there is an answer. So it gets half of the limit, and the request can no longer be on
 *       its way when the limit has passed.
 *   <li>Between the call and the first byte there are other threads, and a wait for a connection; a
 *       process may be put to sleep there. So there is a last check, on the thread that sends
 *       ({@link LateBody}).
 *   <li>The API server is told the limit, too (query parameter {@code timeout}), so that it gives
 *       up what it has begun. It counts from when it has the request.
 * </ol>
 */
public final class ApiRequests {

  /**
   * Under which conditions a request is sent.
   *
   * @param limit after this it is no longer on its way
   * @param check is called when there is a connection, immediately before it is sent; an exception
   *     keeps it from being sent
   */
  public record Sending(Duration limit, Runnable check) {

    /** Whenever there is a connection in time. */
    public static Sending within(Duration limit) {
      return new Sending(limit, () -> {});
    }
  }

  private static final String JSON = "application/json";

  private final KubernetesClient client;
  private final KubernetesSerialization json;

  /** Sends requests through a client. */
  public ApiRequests(KubernetesClient client) {
    this.client = client;
    this.json = client.getKubernetesSerialization();
  }

  /** How long a request may take that nobody limits. */
  public Duration usualLimit() {
    return Duration.ofMillis(client.getConfiguration().getRequestTimeout()).multipliedBy(2);
  }

  /**
   * Reads an object.
   *
   * @throws KubernetesClientException if the API server refuses (404 if there is none), or does not
   *     answer in time
   */
  public <T extends HasMetadata> T get(Class<T> type, ObjectKey key, Duration limit) {
    String what = "reading " + name(type, key);
    return json.unmarshal(
        await(
            what, transmit("GET", uri(type, key, null), null, null, Sending.within(limit)), limit),
        type);
  }

  /**
   * Reads the objects of a namespace that have a label.
   *
   * @throws KubernetesClientException if the API server refuses, or does not answer in time
   */
  public <T extends HasMetadata> List<T> labelled(
      Class<T> type, String namespace, String label, String value, Duration limit) {
    String selector = URLEncoder.encode(label + "=" + value, StandardCharsets.UTF_8);
    String uri =
        collection(type, new ObjectKey(namespace, "")) + "?limit=100&labelSelector=" + selector;
    String what = "listing " + HasMetadata.getPlural(type) + " with " + label + "=" + value;
    String answer = await(what, transmit("GET", uri, null, null, Sending.within(limit)), limit);
    List<T> items = new ArrayList<>();
    read(answer, JsonNode.class)
        .path("items")
        .forEach(item -> items.add(json.convertValue(item, type)));
    return items;
  }

  /** Begins to patch an object; the answer is the object as it is then. */
  public CompletableFuture<HttpResponse<byte[]>> patch(
      Class<? extends HasMetadata> type,
      ObjectKey key,
      @Nullable String subresource,
      String contentType,
      JsonNode patch,
      Sending sending) {
    return transmit("PATCH", uri(type, key, subresource), contentType, patch.toString(), sending);
  }

  /** Begins to create an object; the answer is the object as it is then. */
  public CompletableFuture<HttpResponse<byte[]>> create(HasMetadata object, Sending sending) {
    ObjectKey key = ObjectKey.of(object);
    return transmit("POST", collection(object.getClass(), key), JSON, json.asJson(object), sending);
  }

  /** Begins to replace an object if it still is the version that it says. */
  public CompletableFuture<HttpResponse<byte[]>> replace(HasMetadata object, Sending sending) {
    String uri = uri(object.getClass(), ObjectKey.of(object), null);
    return transmit("PUT", uri, JSON, json.asJson(object), sending);
  }

  /** Begins to delete an object; what it owns goes after it. */
  public CompletableFuture<HttpResponse<byte[]>> delete(
      Class<? extends HasMetadata> type, ObjectKey key, Sending sending) {
    String options =
        "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Background\"}";
    return transmit("DELETE", uri(type, key, null), JSON, options, sending);
  }

  /**
   * Begins a request on an object of a kind that has no class here.
   *
   * @param path below the root of the API, such as {@code apis/group/v1/namespaces/a/things/b}
   * @param body nothing for requests without one
   */
  public CompletableFuture<HttpResponse<byte[]>> send(
      String method,
      String path,
      @Nullable String contentType,
      @Nullable JsonNode body,
      Sending sending) {
    return transmit(
        method, root() + path, contentType, body == null ? null : body.toString(), sending);
  }

  /** What the API server has sent. */
  public <T> T read(String body, Class<T> type) {
    return json.unmarshal(body, type);
  }

  /**
   * Waits for the answer to a request.
   *
   * @param what what the request does, for messages, such as: patching Rollout shop/cart
   * @return the body of the answer
   * @throws KubernetesClientException if the API server refuses, or does not answer in time
   */
  public String await(String what, CompletableFuture<HttpResponse<byte[]>> answer, Duration limit) {
    HttpResponse<byte[]> response;
    try {
      response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new KubernetesClientException(
          what + ": no answer within " + limit.toMillis() + " ms", late);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new KubernetesClientException(what + ": " + cause.getMessage(), cause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException(what + ": the agent stops", stopped);
    }
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (!response.isSuccessful()) {
      throw refused(what, response, body);
    }
    return body;
  }

  private CompletableFuture<HttpResponse<byte[]>> transmit(
      String method,
      String uri,
      @Nullable String contentType,
      @Nullable String body,
      Sending sending) {
    long limit = sending.limit().toMillis();
    HttpRequest.Builder request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri + (uri.contains("?") ? "&" : "?") + "timeout=" + limit + "ms")
            .timeout(Math.max(1, limit / 2), TimeUnit.MILLISECONDS);
    if (contentType != null && body != null) {
      request = LateBody.of(request.method(method, contentType, body), body, sending.check());
    }
    return client.getHttpClient().sendAsync(request.build(), byte[].class);
  }

  private String uri(
      Class<? extends HasMetadata> type, ObjectKey key, @Nullable String subresource) {
    return collection(type, key)
        + "/"
        + key.name()
        + (subresource == null ? "" : "/" + subresource);
  }

  private String collection(Class<? extends HasMetadata> type, ObjectKey key) {
    String group = HasMetadata.getGroup(type);
    String version = HasMetadata.getVersion(type);
    return root()
        + (group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version)
        + "/namespaces/"
        + key.namespace()
        + "/"
        + HasMetadata.getPlural(type);
  }

  private String root() {
    String root = client.getMasterUrl().toString();
    return root.endsWith("/") ? root : root + "/";
  }

  private static String name(Class<?> type, ObjectKey key) {
    return type.getSimpleName() + " " + key;
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
    String text = what + ": " + message;
    return code == BusyException.TOO_MANY_REQUESTS
        ? new BusyException(text, status, response.header("Retry-After"))
        : new KubernetesClientException(text, code, status);
  }
}
