package dev.serin.agent.metrics;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Counts the requests to the API server, as {@code controller_clientset_k8s_request_total}.
 *
 * <p>Argo puts the object's name into a label, for most kinds, and so gets a series for every
 * object there ever was. Here that label is always {@code N/A}, as Argo has it for lists and
 * events; sums over it, which is what dashboards show, are the same.
 *
 * <p>Source: controller/metrics/client.go of argo-rollouts.
 */
public final class RequestMetrics implements Interceptor {

  /** The name under which the interceptor is known to the HTTP client. */
  public static final String NAME = "serin-request-metrics";

  private static final String NO_NAME = "N/A";
  private static final String UNKNOWN = "Unknown";

  private final CounterFamily requests =
      new CounterFamily(
          "controller_clientset_k8s_request_total",
          "Requests to the API server.",
          List.of("kind", "namespace", "name", "verb", "status_code"));

  /** Registers the metric. */
  public RequestMetrics(MeterRegistry meters) {
    Registries.prometheus(meters).register(requests);
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    count(request.method(), request.uri(), response.code());
  }

  void count(String method, URI uri, int code) {
    ResourcePath path = ResourcePath.of(uri.getPath());
    String verb = verb(method, path, uri.getQuery());
    boolean known = !verb.equals(UNKNOWN);
    requests.count(
        known ? path.kind() : UNKNOWN,
        known ? path.namespace() : UNKNOWN,
        known ? NO_NAME : UNKNOWN,
        verb,
        Integer.toString(code));
  }

  private static String verb(String method, ResourcePath path, String query) {
    if (path.kind().isEmpty()) {
      return UNKNOWN;
    }
    return switch (method) {
      case "GET" ->
          query != null && query.contains("watch=true")
              ? "Watch"
              : path.name().isEmpty() ? "List" : "Get";
      case "POST" -> "Create";
      case "PUT" -> "Update";
      case "PATCH" -> "Patch";
      case "DELETE" -> "Delete";
      default -> UNKNOWN;
    };
  }
}
