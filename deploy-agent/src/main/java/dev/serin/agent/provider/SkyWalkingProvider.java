package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.provider.SkyWalkingQuery;
import dev.serin.rollout.GoDurations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** SkyWalking's GraphQL: the query gets the variable {@code duration}; its data is the result. */
final class SkyWalkingProvider implements ValueProvider {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Outbound outbound;

  SkyWalkingProvider(Outbound outbound) {
    this.outbound = outbound;
  }

  @Override
  public Reading read(Metric metric, Instant now) throws ProviderException, InterruptedException {
    SkyWalkingQuery query =
        Objects.requireNonNull(Objects.requireNonNull(metric.provider()).skywalking());
    String given = query.interval() == null || query.interval().isEmpty() ? "5m" : query.interval();
    Duration interval;
    try {
      interval = GoDurations.parse(given);
    } catch (IllegalArgumentException e) {
      throw new ProviderException(String.valueOf(e.getMessage()), e);
    }
    ObjectNode body = JSON.createObjectNode().put("query", query.query());
    body.putObject("variables")
        .putObject("duration")
        .put("start", MINUTE.format(now.minus(interval)))
        .put("end", MINUTE.format(now))
        .put("step", "MINUTE");
    HttpAnswer answer =
        outbound.send(
            HttpCall.post(
                HttpCall.below(String.valueOf(query.address()), "/graphql"),
                "application/json; charset=utf-8",
                body.toString(),
                LIMIT));
    if (!answer.good()) {
      throw new ProviderException(
          "graphql: server returned a non-200 status code: " + answer.status());
    }
    JsonNode all = answer.json();
    if (!all.path("errors").isEmpty()) {
      throw new ProviderException(
          "graphql: " + all.path("errors").path(0).path("message").asText());
    }
    JsonNode data = all.path("data");
    if (data.isMissingNode() || data.isNull()) {
      throw new ProviderException("no results returned from SkyWalking query");
    }
    return new Reading(Json.value(data), Json.text(data));
  }
}
