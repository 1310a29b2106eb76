package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.provider.AddressQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Graphite's render API: the points of the first target that have values. */
final class GraphiteProvider implements ValueProvider {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Outbound outbound;

  GraphiteProvider(Outbound outbound) {
    this.outbound = outbound;
  }

  @Override
  public Reading read(Metric metric, Instant now) throws ProviderException, InterruptedException {
    AddressQuery graphite =
        Objects.requireNonNull(Objects.requireNonNull(metric.provider()).graphite());
    if (graphite.address() == null || graphite.address().isEmpty()) {
      throw new ProviderException("Graphite address  is not a valid URL");
    }
    String query = String.valueOf(graphite.query()).replaceAll("\\s+", "");
    HttpAnswer answer =
        outbound.send(
            HttpCall.get(
                HttpCall.below(graphite.address(), "/render?" + escaped(query) + "&format=json"),
                LIMIT));
    if (answer.status() >= 400) {
      throw new ProviderException("error response: " + answer.shown());
    }
    JsonNode points = answer.json().path(0).path("datapoints");
    if (points.isEmpty()) {
      throw new ProviderException("no values found");
    }
    List<Double> numbers = new ArrayList<>();
    for (JsonNode point : points) {
      if (point.size() != 2) {
        throw new ProviderException("error unmarshaling data point: " + point);
      }
      if (!point.get(0).isNull()) {
        numbers.add(number(point.get(0)));
      }
    }
    String text =
        numbers.stream()
            .map(number -> String.format(Locale.ROOT, "%f", number))
            .collect(Collectors.joining(",", "[", "]"));
    return new Reading(numbers, text);
  }

  private static double number(JsonNode value) throws ProviderException {
    try {
      return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asText());
    } catch (NumberFormatException e) {
      throw new ProviderException("error unmarshaling value: " + value, e);
    }
  }

  /** Queries are written as people type them; what no URL may hold is escaped. */
  private static String escaped(String query) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < query.length(); i++) {
      char character = query.charAt(i);
      boolean plain = character > ' ' && character < 127 && "\"<>\\^`{|}".indexOf(character) < 0;
      result.append(
          plain
              ? String.valueOf(character)
              : URLEncoder.encode(String.valueOf(character), StandardCharsets.UTF_8));
    }
    return result.toString();
  }
}
