package dev.serin.cluster.gateway;

import io.vertx.core.MultiMap;
import java.util.Comparator;
import java.util.Map;

/**
 * What a request must be like for a rule, and which of two rules goes first, as the Gateway API
 * says.
 *
 * @param host a hostname, one with {@code *.} in front, or empty for all
 * @param path the path or its prefix
 * @param exact whether the path must be the whole one; else it is a prefix of whole segments
 * @param method the HTTP method, or empty for all
 * @param headers headers that must have these values
 * @param query query parameters that must have these values
 */
record RequestMatch(
    String host,
    String path,
    boolean exact,
    String method,
    Map<String, String> headers,
    Map<String, String> query) {

  /**
   * Most specific first: host, exact path, longer prefix, method, more headers, more parameters.
   */
  static final Comparator<RequestMatch> PRECEDENCE =
      Comparator.<RequestMatch, Boolean>comparing(match -> match.host().isEmpty())
          .thenComparing(match -> match.host().startsWith("*."))
          .thenComparing(match -> -match.host().length())
          .thenComparing(match -> !match.exact())
          .thenComparing(match -> -match.path().length())
          .thenComparing(match -> match.method().isEmpty())
          .thenComparing(match -> -match.headers().size())
          .thenComparing(match -> -match.query().size());

  RequestMatch {
    headers = Map.copyOf(headers);
    query = Map.copyOf(query);
  }

  /** Whether such a request is meant. */
  boolean fits(
      String requestHost,
      String requestPath,
      String requestMethod,
      MultiMap requestHeaders,
      MultiMap parameters) {
    return hostFits(requestHost)
        && pathFits(requestPath)
        && (method.isEmpty() || method.equals(requestMethod))
        && headers.entrySet().stream()
            .allMatch(header -> header.getValue().equals(requestHeaders.get(header.getKey())))
        && query.entrySet().stream()
            .allMatch(parameter -> parameter.getValue().equals(parameters.get(parameter.getKey())));
  }

  private boolean hostFits(String requestHost) {
    if (host.startsWith("*.")) {
      return requestHost.endsWith(host.substring(1)) && requestHost.length() >= host.length();
    }
    return host.isEmpty() || host.equals(requestHost);
  }

  private boolean pathFits(String requestPath) {
    if (exact || requestPath.equals(path)) {
      return requestPath.equals(path);
    }
    String folder = path.endsWith("/") ? path : path + "/";
    return requestPath.startsWith(folder) || requestPath.equals(path.replaceFirst("/$", ""));
  }
}
