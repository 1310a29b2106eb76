package dev.serin.dashboards.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks a Prometheus every query of the dashboards and rules.
 *
 * <ol>
 *   <li>Variables are replaced by values, as Grafana does.
 *   <li>Each query is asked over a time range, as panels do: a canary that is over by now has left
 *       its series in the past.
 *   <li>A series counts if it has a sample that is a number: a quantile over no request is none.
 * </ol>
 */
public final class PrometheusCheck {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI prometheus;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * A check.
   *
   * @param prometheus address of its HTTP API, without the path
   */
  public PrometheusCheck(URI prometheus) {
    this.prometheus = prometheus;
  }

  /**
   * Asks every query.
   *
   * @param namespace value of the variable {@code namespace}
   * @param rollout value of the variable {@code rollout}
   * @param from beginning of the time range
   * @param to its end
   * @param window over which rates are taken: at least four times the interval of scrapes
   * @throws IOException if Prometheus does not answer
   */
  public List<Answer> ask(
      String namespace, String rollout, Instant from, Instant to, Duration window)
      throws IOException, InterruptedException {
    Map<String, String> variables = new TreeMap<>();
    variables.put("namespace", namespace);
    variables.put("rollout", rollout);
    variables.put("__rate_interval", window.toSeconds() + "s");
    variables.put("__range", Duration.between(from, to).toSeconds() + "s");
    List<Answer> answers = new ArrayList<>();
    for (Question question : Question.all(variables)) {
      answers.add(ask(question, from, to));
    }
    return answers;
  }

  /** Asks one query. */
  public Answer ask(Question question, Instant from, Instant to)
      throws IOException, InterruptedException {
    String parameters =
        "query="
            + URLEncoder.encode(question.expression(), StandardCharsets.UTF_8)
            + "&start="
            + from.getEpochSecond()
            + "&end="
            + to.getEpochSecond()
            + "&step=1s";
    HttpRequest request =
        HttpRequest.newBuilder(prometheus.resolve("/api/v1/query_range"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(parameters))
            .build();
    JsonNode answer =
        JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    if (!answer.path("status").asText().equals("success")) {
      return new Answer(question, 0, answer.path("error").asText("no answer"));
    }
    int series = 0;
    for (JsonNode found : answer.path("data").path("result")) {
      series += hasNumber(found) ? 1 : 0;
    }
    return new Answer(question, series, "");
  }

  private static boolean hasNumber(JsonNode series) {
    for (JsonNode sample : series.path("values")) {
      if (!sample.path(1).asText().equals("NaN")) {
        return true;
      }
    }
    return false;
  }
}
