package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.cluster.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The only way for anything about rollouts to be written to the cluster: one request for each
 * write, with leave, and within the time that the leave gives.
 *
 * <p>All methods throw {@link NoPermitException} if there is no leave, and {@link
 * KubernetesClientException} if the API server refuses, or does not answer in time.
 */
public final class WriteClient {

  /** How to read a patch; the values are those of the Content-Type header. */
  enum Kind {
    MERGE("application/merge-patch+json"),
    JSON("application/json-patch+json");

    private final String contentType;

    Kind(String contentType) {
      this.contentType = contentType;
    }
  }

  private final ApiRequests requests;
  private final WritePermit permit;

  /** Writes through a client, with leave. */
  public WriteClient(KubernetesClient client, WritePermit permit) {
    this.requests = new ApiRequests(client);
    this.permit = permit;
  }

  /**
   * Patches an object.
   *
   * @param subresource such as status; null for the object itself
   * @return the object as it is now
   */
  <T extends HasMetadata> T patch(
      Class<T> type, ObjectKey key, @Nullable String subresource, Kind kind, JsonNode patch) {
    String answer =
        write(
            "patching " + type.getSimpleName() + " " + key,
            writing ->
                requests.patch(type, key, subresource, kind.contentType, patch, sending(writing)));
    return requests.read(answer, type);
  }

  /** Creates an object; returns it as it is now. */
  <T extends HasMetadata> T create(Class<T> type, T object) {
    String answer =
        write(
            "creating " + type.getSimpleName() + " " + ObjectKey.of(object),
            writing -> requests.create(object, sending(writing)));
    return requests.read(answer, type);
  }

  /** Creates an object of which nothing has to be known afterwards. */
  public void add(HasMetadata object) {
    String unused =
        write(
            "creating " + object.getKind() + " " + ObjectKey.of(object),
            writing -> requests.create(object, sending(writing)));
  }

  /** Deletes an object; that it is gone already is fine. */
  void delete(Class<? extends HasMetadata> type, ObjectKey key) {
    try {
      String unused =
          write(
              "deleting " + type.getSimpleName() + " " + key,
              writing -> requests.delete(type, key, sending(writing)));
    } catch (KubernetesClientException problem) {
      if (!ApiErrors.absent(problem)) {
        throw problem;
      }
    }
  }

  /**
   * Writes an object of a kind that has no class here.
   *
   * @param what what the request does, for messages
   * @param method POST, PATCH or DELETE
   * @param path below the root of the API
   * @param contentType how to read the body
   * @return what the API server answers
   */
  JsonNode send(String what, String method, String path, String contentType, JsonNode body) {
    String answer =
        write(what, writing -> requests.send(method, path, contentType, body, sending(writing)));
    return requests.read(answer, JsonNode.class);
  }

  /** The content type of a patch. */
  static String contentType(Kind kind) {
    return kind.contentType;
  }

  private String write(
      String what, Function<WritePermit.Writing, CompletableFuture<HttpResponse<byte[]>>> request) {
    WritePermit.Writing writing = permit.begin(what);
    CompletableFuture<HttpResponse<byte[]>> answer;
    try {
      answer = request.apply(writing);
    } catch (RuntimeException notSent) {
      writing.ended();
      throw notSent;
    }
    CompletableFuture<HttpResponse<byte[]>> unused =
        answer.whenComplete((response, problem) -> writing.ended());
    return requests.await(what, answer, writing.limit());
  }

  private static ApiRequests.Sending sending(WritePermit.Writing writing) {
    return new ApiRequests.Sending(writing.limit(), writing::sending);
  }
}
