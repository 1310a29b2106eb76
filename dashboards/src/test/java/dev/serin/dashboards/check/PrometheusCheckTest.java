package dev.serin.dashboards.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.serin.dashboards.check.Question.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusCheckTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private HttpServer server;
  private String body = "";
  private String answer = "{}";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/query_range",
        exchange -> {
          body =
              URLDecoder.decode(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                  StandardCharsets.UTF_8);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Answer ask(Kind kind) throws Exception {
    URI address = URI.create("http://localhost:" + server.getAddress().getPort());
    return new PrometheusCheck(address)
        .ask(new Question("panel", "up{a=\"b\"}", kind), NOW.minusSeconds(60), NOW);
  }

  private static String series(String value) {
    return "{\"metric\":{},\"values\":[[1,\"NaN\"],[2,\"" + value + "\"]]}";
  }

  private static String success(String series) {
    return "{\"status\":\"success\",\"data\":{\"result\":[" + series + "]}}";
  }

  @Test
  void aQueryIsAskedOverTheRangeAndItsSeriesAreCounted() throws Exception {
    answer = success(series("0") + "," + series("NaN") + "," + series("+Inf"));
    Answer found = ask(Kind.DATA);
    assertEquals(2, found.series());
    assertTrue(found.good());
    assertTrue(body.contains("query=up{a=\"b\"}&start="), body);
  }

  @Test
  void noDataIsBadExceptForAnAlert() throws Exception {
    answer = success("");
    assertFalse(ask(Kind.DATA).good());
    assertTrue(ask(Kind.ALERT).good());
  }

  @Test
  void aQueryThatPrometheusRefusesIsBad() throws Exception {
    answer = "{\"status\":\"error\",\"error\":\"many-to-many matching not allowed\"}";
    assertFalse(ask(Kind.ALERT).good());
    assertTrue(ask(Kind.ALERT).toString().contains("many-to-many"));
  }

  @Test
  void variablesAreReplacedAndGroupsAreLeft() {
    assertEquals(
        "rate(x{namespace=\"shop\"}[60s]) \"$1\"",
        Question.replaced(
            "rate(x{namespace=\"$namespace\"}[$__rate_interval]) \"$1\"",
            Map.of("namespace", "shop", "__rate_interval", "60s")));
    assertThrows(IllegalArgumentException.class, () -> Question.replaced("up{a=\"$b\"}", Map.of()));
  }

  @Test
  void everyPanelAnnotationAndRuleIsAsked() {
    var questions =
        Question.all(
            Map.of("namespace", "n", "rollout", "r", "__rate_interval", "60s", "__range", "600s"));
    assertTrue(questions.size() > 70, "only " + questions.size());
    assertTrue(questions.stream().anyMatch(question -> question.kind() == Kind.ALERT));
    assertTrue(questions.stream().anyMatch(question -> question.where().contains("Verdicts")));
  }
}
