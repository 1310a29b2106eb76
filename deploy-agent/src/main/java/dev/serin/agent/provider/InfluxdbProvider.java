package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.provider.InfluxdbQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** InfluxDB 2: a Flux query, of which the values of all records count. */
final class InfluxdbProvider implements ValueProvider {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USUAL_SECRET = "influxdb";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Outbound outbound;
  private final ServerSecrets secrets;

  InfluxdbProvider(Outbound outbound, ServerSecrets secrets) {
    this.outbound = outbound;
    this.secrets = secrets;
  }

  @Override
  public Reading read(Metric metric, Instant now) throws ProviderException, InterruptedException {
    InfluxdbQuery query =
        Objects.requireNonNull(Objects.requireNonNull(metric.provider()).influxdb());
    String profile =
        query.profile() == null || query.profile().isEmpty() ? USUAL_SECRET : query.profile();
    Map<String, String> secret = secrets.read(profile);
    String token = secret.getOrDefault("authToken", "");
    String address = secret.getOrDefault("address", "");
    String organization = secret.getOrDefault("org", "");
    if (token.isEmpty() || address.isEmpty() || organization.isEmpty()) {
      throw new ProviderException("authToken, org, or address not found");
    }
    String body =
        JSON.createObjectNode()
            .put("query", query.query())
            .put("type", "flux")
            .set(
                "dialect",
                JSON.createObjectNode()
                    .put("header", true)
                    .put("delimiter", ",")
                    .put("dateTimeFormat", "RFC3339")
                    .set(
                        "annotations",
                        JSON.createArrayNode().add("datatype").add("group").add("default")))
            .toString();
    HttpAnswer answer =
        outbound.send(
            HttpCall.post(
                    HttpCall.below(
                        address, "/api/v2/query?" + HttpCall.form(Map.of("org", organization))),
                    "application/json",
                    body,
                    LIMIT)
                .with("Authorization", "Token " + token)
                .with("Accept", "text/csv"));
    if (!answer.good()) {
      throw new ProviderException("%d: %s".formatted(answer.status(), answer.shown()));
    }
    List<@Nullable Object> values = FluxTable.values(answer.body());
    if (values.isEmpty()) {
      throw new ProviderException("no results returned from flux query");
    }
    String text =
        values.stream()
            .map(
                value ->
                    value instanceof Double number ? Numbers.text(number) : String.valueOf(value))
            .collect(Collectors.joining(" ", "[", "]"));
    return new Reading(values, text);
  }
}
