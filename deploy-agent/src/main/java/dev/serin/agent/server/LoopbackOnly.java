package dev.serin.agent.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the REST API to callers on the same machine, or in the same pod.
 *
 * <p>In a pod the agent listens on all addresses, because the kubelet and Prometheus ask it for its
 * health and metrics, which are not served through here. The API has no authentication of its own
 * yet; {@code kubectl port-forward} reaches it, and whether one may do that is decided by
 * Kubernetes (the right to create pods/portforward). Proxies of a mesh come from loopback too, but
 * not from 127.0.0.1 (Istio), or say for whom they ask.
 *
 * <p>Nor may a web page in a browser on that machine ask: browsers name the page's origin when it
 * sends anything, and a page that has made its own name lead here asks for that name.
 */
public final class LoopbackOnly {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Set<String> PROXY_HEADERS =
      Set.of("forwarded", "x-forwarded-for", "x-envoy-external-address", "l5d-client-id");

  /** Refuses whoever comes from elsewhere. */
  @ServerRequestFilter(preMatching = true)
  public @Nullable Response refuse(HttpServerRequest request) {
    boolean forwarded = PROXY_HEADERS.stream().anyMatch(request.headers()::contains);
    if (forwarded || !isLoopback(request.remoteAddress().hostAddress())) {
      return Problems.of(
          Response.Status.FORBIDDEN,
          "the API answers callers on its own loopback only: kubectl -n serin-system port-forward"
              + " deployment/serin-deploy-agent 8090");
    }
    if (request.headers().contains("origin") || !isLocalName(request.authority())) {
      return Problems.of(
          Response.Status.FORBIDDEN,
          "the API does not answer web pages; ask it by a name such as localhost or 127.0.0.1");
    }
    return null;
  }

  /** Whether a request is for this machine by its name, and not for one that only leads to it. */
  static boolean isLocalName(@Nullable HostAndPort asked) {
    return asked != null && LOCAL_NAMES.contains(asked.host());
  }

  /** Whether it is 127.0.0.1 or ::1, in the forms in which Java writes them. */
  static boolean isLoopback(@Nullable String address) {
    return address != null && LOOPBACK.contains(address);
  }
}
