package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.provider.NewRelicQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** New Relic's NerdGraph: one result as a map, several as an array of maps. */
final class NewRelicProvider implements ValueProvider {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USUAL_SECRET = "newrelic";
  private static final long USUAL_SECONDS = 5;
  private static final Duration ON_THE_WAY = Duration.ofSeconds(10);
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "us", "https://api.newrelic.com/graphql",
          "eu", "https://api.eu.newrelic.com/graphql",
          "staging", "https://staging-api.newrelic.com/graphql");
  private static final String QUERY =
      "query ($query: Nrql!, $accountId: Int!, $timeout: Seconds!) { actor { account(id:"
          + " $accountId) { nrql(query: $query, timeout: $timeout) { results } } } }";

  private final Outbound outbound;
  private final ServerSecrets secrets;

  NewRelicProvider(Outbound outbound, ServerSecrets secrets) {
    this.outbound = outbound;
    this.secrets = secrets;
  }

  @Override
  public Map<String, String> metadata(Metric metric) {
    String query = query(metric).query();
    return query == null || query.isEmpty() ? Map.of() : Map.of("ResolvedNewRelicQuery", query);
  }

  @Override
  public Reading read(Metric metric, Instant now) throws ProviderException, InterruptedException {
    NewRelicQuery query = query(metric);
    String profile =
        query.profile() == null || query.profile().isEmpty() ? USUAL_SECRET : query.profile();
    Map<String, String> secret = secrets.read(profile);
    String key = secret.getOrDefault("personal-api-key", "");
    String account = secret.getOrDefault("account-id", "");
    if (key.isEmpty() || account.isEmpty()) {
      throw new ProviderException("account ID or personal API key not found");
    }
    if (!account.matches("\\d{1,9}")) {
      throw new ProviderException("could not parse account ID: it is no number");
    }
    long seconds = query.timeout() == null ? USUAL_SECONDS : query.timeout();
    if (seconds < 0) {
      throw new ProviderException("timeout value needs to be a positive value");
    }
    ObjectNode body = JSON.createObjectNode().put("query", QUERY);
    body.putObject("variables")
        .put("accountId", Integer.parseInt(account))
        .put("query", query.query())
        .put("timeout", seconds);
    HttpAnswer answer =
        outbound.send(
            HttpCall.post(
                    HttpCall.address(address(secret)),
                    "application/json",
                    body.toString(),
                    ON_THE_WAY.plusSeconds(seconds))
                .with("Api-Key", key));
    return reading(answer);
  }

  private static NewRelicQuery query(Metric metric) {
    return Objects.requireNonNull(Objects.requireNonNull(metric.provider()).newRelic());
  }

  private static String address(Map<String, String> secret) throws ProviderException {
    String own = secret.getOrDefault("base-url-nerdgraph", "");
    String region = secret.getOrDefault("region", "us").toLowerCase(Locale.ROOT);
    String address = own.isEmpty() ? ADDRESSES.get(region) : own;
    if (address == null) {
      throw new ProviderException("invalid region: " + region);
    }
    return address;
  }

  private static Reading reading(HttpAnswer answer) throws ProviderException {
    if (!answer.good()) {
      throw new ProviderException(
          "%d response returned: %s".formatted(answer.status(), answer.shown()));
    }
    JsonNode body = answer.json();
    if (!body.path("errors").isEmpty()) {
      throw new ProviderException(body.path("errors").path(0).path("message").asText());
    }
    JsonNode results = body.path("data").path("actor").path("account").path("nrql").path("results");
    if (results.isEmpty() || (results.size() == 1 && results.get(0).isEmpty())) {
      throw new ProviderException("no results returned from NRQL query");
    }
    JsonNode found = results.size() == 1 ? results.get(0) : results;
    return new Reading(Json.value(found), Json.text(found));
  }
}
