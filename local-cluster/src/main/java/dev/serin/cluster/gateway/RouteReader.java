package dev.serin.cluster.gateway;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPHeaderMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPQueryParamMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns one HTTPRoute into rules, and notes all that it cannot do or find. */
final class RouteReader {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,5})(ms|s|m|h)");

  private final HTTPRoute route;
  private final EndpointIndex endpoints;
  private final List<String> unsupported = new ArrayList<>();
  private final List<String> unresolved = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private String unresolvedReason = "";

  RouteReader(HTTPRoute route, EndpointIndex endpoints) {
    this.route = route;
    this.endpoints = endpoints;
    read();
  }

  /** The rules; none when there is something that the gateway cannot do. */
  List<Rule> rules() {
    return unsupported.isEmpty() ? List.copyOf(rules) : List.of();
  }

  /** What the gateway says of the route to these parents. */
  RouteVerdict verdict(List<ParentReference> parents) {
    return new RouteVerdict(route, parents, unsupported, unresolved, unresolvedReason);
  }

  private void read() {
    List<String> hosts =
        route.getSpec().getHostnames().isEmpty() ? List.of("") : route.getSpec().getHostnames();
    List<HTTPRouteRule> given = route.getSpec().getRules();
    for (int i = 0; i < given.size(); i++) {
      HTTPRouteRule rule = given.get(i);
      String at = "rules[" + i + "]";
      if (!rule.getFilters().isEmpty()) {
        unsupported.add(at + ".filters");
      }
      List<Backend> backends = backends(rule, at);
      Optional<Duration> timeout = timeout(rule, at);
      List<HTTPRouteMatch> matches =
          rule.getMatches().isEmpty() ? List.of(new HTTPRouteMatch()) : rule.getMatches();
      for (HTTPRouteMatch match : matches) {
        for (String host : hosts) {
          rules.add(new Rule(name(), name() + "#" + i, match(match, host, at), backends, timeout));
        }
      }
    }
  }

  private RequestMatch match(HTTPRouteMatch match, String host, String at) {
    HTTPPathMatch path = match.getPath();
    String type = path == null || path.getType() == null ? "PathPrefix" : path.getType();
    if (!type.equals("PathPrefix") && !type.equals("Exact")) {
      unsupported.add(at + ": path match of type " + type);
    }
    Map<String, String> headers = new HashMap<>();
    for (HTTPHeaderMatch header : match.getHeaders()) {
      exactOnly(header.getType(), at + ": header match");
      headers.putIfAbsent(header.getName(), header.getValue());
    }
    Map<String, String> query = new HashMap<>();
    for (HTTPQueryParamMatch parameter : match.getQueryParams()) {
      exactOnly(parameter.getType(), at + ": query parameter match");
      query.putIfAbsent(parameter.getName(), parameter.getValue());
    }
    String value = path == null || path.getValue() == null ? "/" : path.getValue();
    return new RequestMatch(
        host.toLowerCase(Locale.ROOT),
        value,
        type.equals("Exact"),
        Optional.ofNullable(match.getMethod()).orElse(""),
        headers,
        query);
  }

  private void exactOnly(@Nullable String type, String what) {
    if (type != null && !type.equals("Exact")) {
      unsupported.add(what + " of type " + type);
    }
  }

  private List<Backend> backends(HTTPRouteRule rule, String at) {
    List<Backend> backends = new ArrayList<>();
    for (HTTPBackendRef ref : rule.getBackendRefs()) {
      String namespace = Optional.ofNullable(ref.getNamespace()).orElse(namespace());
      int weight = Optional.ofNullable(ref.getWeight()).orElse(1);
      Optional<List<Endpoint>> found = Optional.empty();
      if (ref.getKind() != null && !ref.getKind().equals("Service")) {
        unresolved("InvalidKind", at + ": a backend of kind " + ref.getKind());
      } else if (!namespace.equals(namespace())) {
        unresolved("RefNotPermitted", at + ": " + ref.getName() + " is in another namespace");
      } else if (ref.getPort() == null) {
        unresolved("BackendNotFound", at + ": " + ref.getName() + " needs a port");
      } else {
        found = endpoints.find(namespace, ref.getName(), ref.getPort());
        if (found.isEmpty()) {
          unresolved(
              "BackendNotFound",
              at + ": there is no Service " + ref.getName() + " with port " + ref.getPort());
        }
      }
      if (ref.getFilters() != null && !ref.getFilters().isEmpty()) {
        unsupported.add(at + ".backendRefs.filters");
      }
      backends.add(
          new Backend(
              namespace + "/" + ref.getName(), weight, found.isPresent(), found.orElse(List.of())));
    }
    return backends;
  }

  private void unresolved(String reason, String problem) {
    unresolvedReason = unresolvedReason.isEmpty() ? reason : unresolvedReason;
    unresolved.add(problem);
  }

  private Optional<Duration> timeout(HTTPRouteRule rule, String at) {
    if (rule.getTimeouts() == null) {
      return Optional.empty();
    }
    String request = rule.getTimeouts().getRequest();
    String backend = rule.getTimeouts().getBackendRequest();
    String text = backend == null ? request : backend;
    if (text == null) {
      return Optional.empty();
    }
    Matcher duration = DURATION.matcher(text);
    if (!duration.matches()) {
      unsupported.add(at + ".timeouts: " + text);
      return Optional.empty();
    }
    long number = Long.parseLong(duration.group(1));
    Duration value =
        switch (duration.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    // Zero means no time-out there; here the gateway's own one holds then.
    return value.isZero() ? Optional.empty() : Optional.of(value);
  }

  private String namespace() {
    return route.getMetadata().getNamespace();
  }

  private String name() {
    return namespace() + "/" + route.getMetadata().getName();
  }
}
