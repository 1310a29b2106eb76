package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.provider.PrometheusQuery;
import dev.serin.argo.analysis.provider.PrometheusRange;
import dev.serin.rollout.GoDurations;
import dev.serin.rollout.expression.Expression;
import dev.serin.rollout.expression.ExpressionException;
import dev.serin.rollout.expression.Scope;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prometheus' HTTP API: a vector or matrix is an array of numbers, a scalar a number. */
final class PrometheusProvider implements ValueProvider {
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Outbound outbound;
  private final Credentials credentials;
  private final AwsRequests aws;
  private final String usualAddress;

  /**
   * A provider.
   *
   * @param usualAddress for metrics that name none; empty for none
   */
  PrometheusProvider(
      Outbound outbound, Credentials credentials, AwsRequests aws, String usualAddress) {
    this.outbound = outbound;
    this.credentials = credentials;
    this.aws = aws;
    this.usualAddress = usualAddress;
  }

  @Override
  public Map<String, String> metadata(Metric metric) {
    String query = query(metric).query();
    return query == null || query.isEmpty() ? Map.of() : Map.of("ResolvedPrometheusQuery", query);
  }

  @Override
  public Reading read(Metric metric, Instant now) throws ProviderException, InterruptedException {
    PrometheusQuery query = query(metric);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("query", String.valueOf(query.query()));
    PrometheusRange range = query.rangeQuery();
    if (range == null) {
      form.put("time", seconds(now));
    } else {
      form.put("start", seconds(time("start", range.start(), now)));
      form.put("end", seconds(time("end", range.end(), now)));
      form.put("step", step(range.step()));
    }
    String path = range == null ? "/api/v1/query" : "/api/v1/query_range";
    URI address = HttpCall.below(address(query), path);
    HttpAnswer answer = outbound.send(call(query, address, HttpCall.form(form)));
    if (answer.status() == 405 || answer.status() == 501) {
      URI asQuery = HttpCall.address(address + "?" + HttpCall.form(form));
      answer = outbound.send(call(query, asQuery, null));
    }
    return reading(answer);
  }

  private HttpCall call(PrometheusQuery query, URI address, @Nullable String form)
      throws ProviderException, InterruptedException {
    HttpCall call =
        (form == null
                ? HttpCall.get(address, limit(query))
                : HttpCall.post(address, FORM, form, limit(query)))
            .insecure(Boolean.TRUE.equals(query.insecure()))
            .with(query.headers());
    HttpCall authorized = credentials.authorized(call, query.authentication());
    return aws.signedIfManaged(authorized, query.authentication());
  }

  private static PrometheusQuery query(Metric metric) {
    return Objects.requireNonNull(Objects.requireNonNull(metric.provider()).prometheus());
  }

  private String address(PrometheusQuery query) throws ProviderException {
    String given = query.address() == null ? "" : query.address();
    String address = given.isEmpty() ? usualAddress : given;
    if (address.isEmpty()) {
      throw new ProviderException("prometheus address is not configured");
    }
    URI uri = HttpCall.address(address);
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new ProviderException("prometheus address is not is url format");
    }
    return address;
  }

  private static Duration limit(PrometheusQuery query) throws ProviderException {
    Long timeout = query.timeout();
    if (timeout != null && timeout < 0) {
      throw new ProviderException("prometheus timeout should not be negative");
    }
    return timeout == null ? USUAL_LIMIT : Duration.ofSeconds(timeout);
  }

  private static Instant time(String field, @Nullable String expression, Instant now)
      throws ProviderException {
    try {
      return Expression.time(expression == null ? "" : expression).instant(Scope.ofTime(now));
    } catch (ExpressionException e) {
      throw new ProviderException(
          "failed to parse rangeQuery.%s as time: %s".formatted(field, e.described()), e);
    }
  }

  private static String step(@Nullable String text) throws ProviderException {
    try {
      return Numbers.text(GoDurations.parse(text == null ? "" : text).toMillis() / 1000.0);
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          "failed to parse rangeQuery.step as duration: " + e.getMessage(), e);
    }
  }

  private static String seconds(Instant time) {
    return Numbers.text(time.toEpochMilli() / 1000.0);
  }

  private static Reading reading(HttpAnswer answer) throws ProviderException {
    boolean told = answer.status() == 400 || answer.status() == 422;
    if (!answer.good() && !told) {
      throw new ProviderException(
          answer.status() / 100 == 4
              ? "client_error: client error: " + answer.status()
              : answer.status() / 100 == 5
                  ? "server_error: server error: " + answer.status()
                  : "bad_response: bad response code " + answer.status());
    }
    JsonNode body = answer.json();
    if (!body.path("status").asText().equals("success")) {
      throw new ProviderException(
          body.path("errorType").asText("bad_response") + ": " + body.path("error").asText());
    }
    return reading(body.path("data"), warnings(body.path("warnings")));
  }

  private static Map<String, String> warnings(JsonNode warnings) {
    List<String> texts = new ArrayList<>();
    warnings.forEach(warning -> texts.add("\"" + warning.asText() + "\""));
    return texts.isEmpty()
        ? Map.of()
        : Map.of("warnings", texts.stream().collect(Collectors.joining(", ")));
  }

  private static Reading reading(JsonNode data, Map<String, String> notes)
      throws ProviderException {
    JsonNode result = data.path("result");
    return switch (data.path("resultType").asText()) {
      case "scalar" -> {
        double number = number(result);
        yield new Reading(number, Numbers.text(number), notes);
      }
      case "vector" -> numbers(result, "value", notes);
      case "matrix" -> numbers(result, "values", notes);
      default -> throw new ProviderException("Prometheus metric type not supported");
    };
  }

  private static Reading numbers(JsonNode allSeries, String field, Map<String, String> notes)
      throws ProviderException {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode series : allSeries) {
      JsonNode found = series.path(field);
      for (JsonNode point : found.path(0).isArray() ? found : List.of(found)) {
        numbers.add(number(point));
      }
    }
    return new Reading(numbers, Numbers.text(numbers), notes);
  }

  /** The number of a pair of time and number, which is a text. */
  private static double number(JsonNode point) throws ProviderException {
    String text = point.path(1).asText("");
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
          throw new ProviderException("bad_response: '" + text + "' is no number");
        }
        yield Double.parseDouble(text);
      }
    };
  }
}
