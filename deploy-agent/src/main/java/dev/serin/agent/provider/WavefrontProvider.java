package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.provider.AddressQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Wavefront: of each series the point that is nearest to now. */
final class WavefrontProvider implements ValueProvider {
  private static final String SECRET = "wavefront-api-tokens";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private record Point(double value, long epoch, long drift) {}

  private final Outbound outbound;
  private final ServerSecrets secrets;

  WavefrontProvider(Outbound outbound, ServerSecrets secrets) {
    this.outbound = outbound;
    this.secrets = secrets;
  }

  @Override
  public Reading read(Metric metric, Instant now) throws ProviderException, InterruptedException {
    AddressQuery query =
        Objects.requireNonNull(Objects.requireNonNull(metric.provider()).wavefront());
    String address = String.valueOf(query.address());
    String token = secrets.read(SECRET).get(address);
    if (token == null) {
      throw new ProviderException("API token not found");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("q", String.valueOf(query.query()));
    fields.put("s", Long.toString(now.getEpochSecond() * 1000));
    fields.put("e", Long.toString(now.getEpochSecond() * 1000));
    fields.put("p", "1");
    fields.put("g", "s");
    fields.put("i", "false");
    fields.put("strict", "false");
    fields.put("autoEvents", "false");
    String base = address.contains("://") ? address : "https://" + address;
    HttpAnswer answer =
        outbound.send(
            HttpCall.get(HttpCall.below(base, "/api/v2/chart/api?" + HttpCall.form(fields)), LIMIT)
                .with("Authorization", "Bearer " + token));
    if (!answer.good()) {
      throw new ProviderException(
          "server returned %d: %s".formatted(answer.status(), answer.shown()));
    }
    return reading(answer.json(), now);
  }

  private static Reading reading(JsonNode body, Instant now) throws ProviderException {
    List<Point> points = new ArrayList<>();
    for (JsonNode series : body.path("timeseries")) {
      points.add(nearest(series.path("data"), now.getEpochSecond()));
    }
    if (points.isEmpty()) {
      throw new ProviderException("No TimeSeries found in response from Wavefront");
    }
    boolean one = points.size() == 1;
    Map<String, String> notes = new LinkedHashMap<>();
    String warnings = body.path("warnings").asText("");
    if (!warnings.isEmpty()) {
      notes.put("warnings", warnings);
    }
    notes.put("timestamps", joined(points.stream().map(p -> Long.toString(p.epoch())).toList()));
    notes.put("drift", joined(points.stream().map(p -> Long.toString(p.drift())).toList()));
    String text =
        joined(points.stream().map(p -> String.format(Locale.ROOT, "%.2f", p.value())).toList());
    Object result =
        one ? (Object) points.get(0).value() : points.stream().map(Point::value).toList();
    return new Reading(result, text, notes);
  }

  private static String joined(List<String> texts) {
    return texts.size() == 1
        ? texts.get(0)
        : texts.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static Point nearest(JsonNode points, long now) {
    Point nearest = new Point(0, 0, 0);
    double best = Double.POSITIVE_INFINITY;
    for (JsonNode point : points) {
      double drift = point.path(0).doubleValue() - now;
      if (Math.abs(drift) < Math.abs(best)) {
        best = drift;
        nearest =
            new Point(
                point.path(1).doubleValue(), (long) point.path(0).doubleValue(), (long) drift);
      }
    }
    return nearest;
  }
}
