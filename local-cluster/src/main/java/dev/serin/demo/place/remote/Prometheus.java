package dev.serin.demo.place.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.demo.place.Place.Counted;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a Prometheus has counted, of pods that may be gone already: the highest value of each series
 * in the last minutes. Requests after a pod's last scrape are not in it.
 */
final class Prometheus {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final String QUERY =
      "sum by (code) (max_over_time(http_requests_total{namespace=\"%s\",pod=~\"%s-%s-.+\"}[15m]))";

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI address;

  Prometheus(URI address) {
    this.address = address;
  }

  /** Why it cannot be asked. */
  Optional<String> problem() {
    try {
      int status = get("/-/ready").statusCode();
      return status == OK ? Optional.empty() : Optional.of(notThere("it answers " + status));
    } catch (IOException unreachable) {
      return Optional.of(notThere(Causes.innermost(unreachable)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of(notThere("interrupted"));
    }
  }

  private String notThere(String why) {
    return "There is no Prometheus at "
        + address
        + " ("
        + why
        + "): mend or leave out --prometheus.";
  }

  /** The requests that the pods of one version have counted. */
  Counted count(String namespace, String service, String podTemplateHash)
      throws IOException, InterruptedException {
    String query = QUERY.formatted(namespace, service, podTemplateHash);
    HttpResponse<String> answer =
        get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    if (answer.statusCode() != OK) {
      throw new IOException("Prometheus answers " + answer.statusCode() + ": " + answer.body());
    }
    long requests = 0;
    long failed = 0;
    for (JsonNode series : new ObjectMapper().readTree(answer.body()).at("/data/result")) {
      long count = Math.round(series.at("/value/1").asDouble());
      requests += count;
      failed += series.at("/metric/code").asText().startsWith("5") ? count : 0;
    }
    return new Counted(requests, failed);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
