package dev.serin.agent.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.cluster.RouteView;
import dev.serin.rollout.Action.SetRoute;
import dev.serin.rollout.traffic.RouteReference;
import dev.serin.rollout.traffic.SeenRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes the objects that route traffic.
 *
 * <ol>
 *   <li>Ask the router what the object shall be, from what is known of it; nothing to do if it is
 *       that.
 *   <li>Send the difference as a JSON patch, or create the object, or delete it. The patch holds
 *       only for the generation that it was made from: nobody else's change of the specification is
 *       overwritten, while a status that is written all the time does not get in the way. Where
 *       annotations are the specification, it holds for the resource version only.
 *   <li>When that is refused because the object has changed, read it and ask the router again.
 * </ol>
 */
final class RouteWriter {

  private static final int ATTEMPTS = 5;
  private static final int UNPROCESSABLE = 422;

  private final ApiRequests reads;
  private final WriteClient writes;
  private final RouteView routes;

  RouteWriter(KubernetesClient client, WriteClient writes, RouteView routes) {
    this.reads = new ApiRequests(client);
    this.writes = writes;
    this.routes = routes;
  }

  /** Makes an object what it shall be. */
  void write(SetRoute action) throws StaleException {
    RouteReference reference = action.route();
    for (int attempt = 1; ; attempt++) {
      Optional<SeenRoute> known = routes.get(reference);
      Optional<JsonNode> wanted = action.router().wanted(reference, routes, action.goal());
      if (wanted.equals(known.map(SeenRoute::object))) {
        return;
      }
      String path =
          routes
              .path(reference)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          reference + ": the cluster has no kind " + reference.kind()));
      try {
        send(reference, path, known, wanted);
        return;
      } catch (KubernetesClientException problem) {
        if (!stale(problem)) {
          throw problem;
        }
        boolean changed = readAgain(reference, path, known);
        if (!changed) {
          throw problem;
        }
        if (attempt == ATTEMPTS) {
          throw new StaleException(reference + " changes all the time", problem);
        }
      }
    }
  }

  private void send(
      RouteReference reference, String path, Optional<SeenRoute> known, Optional<JsonNode> wanted) {
    String what = reference.toString();
    if (known.isEmpty()) {
      JsonNode created =
          writes.send(
              "creating " + what,
              "POST",
              path,
              "application/json",
              inVersionOf(path, wanted.orElseThrow()));
      routes.seen(reference, created);
      return;
    }
    String own = path + "/" + reference.name();
    if (wanted.isEmpty()) {
      delete(reference, own, known.get());
      return;
    }
    JsonNode written =
        writes.send(
            "patching " + what,
            "PATCH",
            own,
            WriteClient.contentType(WriteClient.Kind.JSON),
            patch(known.get().object(), wanted.get()));
    routes.seen(reference, written);
  }

  /** A new object is written in the version that the cluster serves. */
  private static JsonNode inVersionOf(String path, JsonNode object) {
    String[] parts = path.split("/", 4);
    ObjectNode copy = object.deepCopy();
    return copy.put("apiVersion", parts[1] + "/" + parts[2]);
  }

  private void delete(RouteReference reference, String path, SeenRoute known) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("apiVersion", "v1").put("kind", "DeleteOptions");
    options.putObject("preconditions").set("uid", known.object().path("metadata").path("uid"));
    try {
      var unused =
          writes.send("deleting " + reference, "DELETE", path, "application/json", options);
    } catch (KubernetesClientException problem) {
      if (!ApiErrors.absent(problem)) {
        throw problem;
      }
    }
    routes.gone(known);
  }

  private static ArrayNode patch(JsonNode before, JsonNode after) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    JsonDifference.addTo(patch, before, after);
    JsonNode metadata = before.path("metadata");
    boolean bySpecification = metadata.path("generation").asLong() > 0;
    for (JsonNode operation : patch) {
      bySpecification &= !operation.path("path").asText().startsWith("/metadata");
    }
    if (bySpecification) {
      patch
          .insertObject(0)
          .put("op", "test")
          .put("path", "/metadata/generation")
          .set("value", metadata.path("generation"));
    } else {
      patch
          .insertObject(0)
          .put("op", "replace")
          .put("path", "/metadata/resourceVersion")
          .set("value", metadata.path("resourceVersion"));
    }
    return patch;
  }

  private static boolean stale(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_CONFLICT
        || problem.getCode() == UNPROCESSABLE
        || problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /** Whether the object is another one, or none, since it was seen. */
  private boolean readAgain(RouteReference reference, String path, Optional<SeenRoute> known) {
    try {
      JsonNode now = read("reading " + reference, path + "/" + reference.name());
      routes.seen(reference, now);
      return known.isEmpty() || !version(now).equals(version(known.get().object()));
    } catch (KubernetesClientException problem) {
      if (!ApiErrors.absent(problem)) {
        throw problem;
      }
      known.ifPresent(routes::gone);
      return known.isPresent();
    }
  }

  private JsonNode read(String what, String path) {
    Duration limit = reads.usualLimit();
    String body =
        reads.await(
            what, reads.send("GET", path, null, null, ApiRequests.Sending.within(limit)), limit);
    return reads.read(body, JsonNode.class);
  }

  private static String version(JsonNode object) {
    return object.path("metadata").path("resourceVersion").asText();
  }
}
