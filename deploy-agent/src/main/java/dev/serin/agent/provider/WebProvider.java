package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.provider.WebRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A web server that answers with JSON, of which a path picks the value, or with text. */
final class WebProvider implements ValueProvider {
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

  private final Outbound outbound;
  private final Credentials credentials;

  WebProvider(Outbound outbound, Credentials credentials) {
    this.outbound = outbound;
    this.credentials = credentials;
  }

  @Override
  public Reading read(Metric metric, Instant now) throws ProviderException, InterruptedException {
    WebRequest web = Objects.requireNonNull(Objects.requireNonNull(metric.provider()).web());
    HttpAnswer answer = outbound.send(credentials.authorized(call(web), web.authentication()));
    if (!answer.good()) {
      throw new ProviderException("received non 2xx response code: " + answer.status());
    }
    JsonNode data = json(answer);
    if (data == null) {
      return new Reading(answer.body(), answer.body());
    }
    String path = web.jsonPath() == null ? "" : web.jsonPath();
    JsonNode found = JsonPath.first(data, path.isEmpty() ? "{$}" : path);
    return new Reading(Json.value(found), Json.text(found));
  }

  private static @Nullable JsonNode json(HttpAnswer answer) {
    try {
      return answer.json();
    } catch (ProviderException text) {
      return null;
    }
  }

  private static HttpCall call(WebRequest web) throws ProviderException {
    String method = web.method() == null || web.method().isEmpty() ? "GET" : web.method();
    String body = web.body() == null || web.body().isEmpty() ? null : web.body();
    JsonNode json = web.jsonBody();
    if (body != null && json != null) {
      throw new ProviderException(
          "use either Body or JSONBody; both cannot exists for WebMetric payload");
    }
    if ((body != null || json != null) && method.equals("GET")) {
      throw new ProviderException(
          "Body/JSONBody can only be used with POST or PUT WebMetric Method types");
    }
    Long seconds = web.timeoutSeconds();
    HttpCall call =
        new HttpCall(
                method,
                HttpCall.address(String.valueOf(web.url())),
                Map.of(),
                json == null ? body : json.toString(),
                seconds == null || seconds <= 0 ? USUAL_LIMIT : Duration.ofSeconds(seconds),
                Boolean.TRUE.equals(web.insecure()))
            .with(web.headers());
    return json == null ? call : call.with("Content-Type", "application/json");
  }
}
