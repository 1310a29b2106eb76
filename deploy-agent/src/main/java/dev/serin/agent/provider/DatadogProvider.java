package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.provider.DatadogQuery;
import dev.serin.argo.analysis.provider.DatadogSecret;
import dev.serin.rollout.GoDurations;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Datadog. Version 1 asks for a series, of which the last point counts; version 2 for a number, or
 * one for each group ({@link DatadogColumns}).
 */
final class DatadogProvider implements Provider {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USUAL_ADDRESS = "https://api.datadoghq.com";
  private static final String USUAL_SECRET = "datadog";

  private record Server(String address, String apiKey, String appKey) {}

  private final Outbound outbound;
  private final ServerSecrets secrets;
  private final Map<String, String> environment;

  DatadogProvider(Outbound outbound, ServerSecrets secrets, Map<String, String> environment) {
    this.outbound = outbound;
    this.secrets = secrets;
    this.environment = environment;
  }

  @Override
  public Measurement run(Question question) throws ProviderException, InterruptedException {
    DatadogQuery query =
        Objects.requireNonNull(Objects.requireNonNull(question.metric().provider()).datadog());
    Server server = server(query.secretRef(), question.namespace());
    DatadogRules.check(query);
    boolean first = "v1".equals(text(query.apiVersion()));
    HttpCall call =
        (first ? series(query, server, question.now()) : scalar(query, server, question.now()))
            .with("Content-Type", "application/json")
            .with("DD-API-KEY", server.apiKey())
            .with("DD-APPLICATION-KEY", server.appKey());
    HttpAnswer answer = outbound.send(call);
    if (answer.status() == 401 || answer.status() == 403) {
      throw new ProviderException(
          "received authentication error response code: %d %s"
              .formatted(answer.status(), answer.shown()));
    }
    if (answer.status() != 200) {
      throw new ProviderException(
          "received non 2xx response code: %d %s".formatted(answer.status(), answer.shown()));
    }
    Reading reading = first ? lastPoint(answer.json()) : DatadogColumns.reading(answer.json());
    return Measurements.judged(question, reading);
  }

  private static HttpCall series(DatadogQuery query, Server server, Instant now)
      throws ProviderException {
    Map<String, String> fields = new TreeMap<>();
    fields.put("query", text(query.query()));
    fields.put("from", Long.toString(now.minus(interval(query)).getEpochSecond()));
    fields.put("to", Long.toString(now.getEpochSecond()));
    return HttpCall.get(
        HttpCall.below(server.address(), "/api/v1/query?" + HttpCall.form(fields)),
        DatadogRules.limit(query));
  }

  private static HttpCall scalar(DatadogQuery query, Server server, Instant now)
      throws ProviderException {
    Map<String, String> queries = new LinkedHashMap<>(query.queries());
    if (!text(query.query()).isEmpty()) {
      queries.put("query", text(query.query()));
    }
    ObjectNode body = JSON.createObjectNode();
    ObjectNode data = body.putObject("data").put("type", "scalar_request");
    ObjectNode attributes = data.putObject("attributes");
    attributes.put("from", now.minus(interval(query)).getEpochSecond() * 1000);
    attributes.put("to", now.getEpochSecond() * 1000);
    ArrayNode all = attributes.putArray("queries");
    String aggregator = text(query.aggregator()).isEmpty() ? "last" : text(query.aggregator());
    queries.forEach(
        (name, each) ->
            all.addObject()
                .put("aggregator", aggregator)
                .put("data_source", "metrics")
                .put("name", name)
                .put("query", each));
    ArrayNode formulas = attributes.putArray("formulas");
    if (!text(query.formula()).isEmpty()) {
      formulas.addObject().put("formula", text(query.formula()));
    }
    return HttpCall.post(
        HttpCall.below(server.address(), "/api/v2/query/scalar"),
        "application/json",
        body.toString(),
        DatadogRules.limit(query));
  }

  private static Duration interval(DatadogQuery query) throws ProviderException {
    try {
      return GoDurations.parse(text(query.interval()).isEmpty() ? "5m" : text(query.interval()));
    } catch (IllegalArgumentException e) {
      throw new ProviderException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Reading lastPoint(JsonNode body) throws ProviderException {
    JsonNode series = body.path("series");
    JsonNode points = series.path(0).path("pointlist");
    if (points.isEmpty()) {
      return new Reading(null, series.isMissingNode() ? "null" : Json.text(series));
    }
    JsonNode last = points.get(points.size() - 1);
    if (last.size() != 2) {
      throw new ProviderException("Datapoint does not have 2 values");
    }
    return new Reading(last.get(1).doubleValue(), Numbers.text(last.get(1).doubleValue()));
  }

  /** From the Secret that the metric names, else the environment, else the usual Secret. */
  private Server server(@Nullable DatadogSecret reference, String namespace)
      throws ProviderException {
    String name = reference == null ? "" : text(reference.name());
    boolean own = reference != null && Boolean.TRUE.equals(reference.namespaced());
    if (own && name.isEmpty()) {
      throw new ProviderException("secret name is required for namespaced credentials");
    }
    if (name.isEmpty()
        && environment.keySet().containsAll(List.of("DD_API_KEY", "DD_APP_KEY", "DD_ADDRESS"))) {
      return server(
          Map.of(
              "address", environment.get("DD_ADDRESS"),
              "api-key", environment.get("DD_API_KEY"),
              "app-key", environment.get("DD_APP_KEY")));
    }
    if (own) {
      return server(secrets.read(namespace, name));
    }
    return server(secrets.read(name.isEmpty() ? USUAL_SECRET : name));
  }

  private static Server server(Map<String, String> values) throws ProviderException {
    String apiKey = values.getOrDefault("api-key", "");
    String appKey = values.getOrDefault("app-key", "");
    if (apiKey.isEmpty() || appKey.isEmpty()) {
      throw new ProviderException("failed to find the credentials for datadog metrics provider");
    }
    String address = values.getOrDefault("address", "");
    return new Server(address.isEmpty() ? USUAL_ADDRESS : address, apiKey, appKey);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }
}
