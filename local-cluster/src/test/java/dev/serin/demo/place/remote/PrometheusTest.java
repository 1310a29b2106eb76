package dev.serin.demo.place.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.serin.demo.place.Place.Counted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusTest {
  private static final String ANSWER =
      """
      {"status":"success","data":{"resultType":"vector","result":[
        {"metric":{"code":"200"},"value":[1,"40"]},
        {"metric":{"code":"404"},"value":[1,"2"]},
        {"metric":{"code":"500"},"value":[1,"7"]},
        {"metric":{"code":"503"},"value":[1,"1"]}]}}
      """;

  private final List<String> queries = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          queries.add(exchange.getRequestURI().toString());
          byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void requestsOfOneVersionAreAddedUpAndServerErrorsAreFailures() throws Exception {
    Counted counted = prometheus().count("shop", "cart", "abc");

    assertEquals(new Counted(50, 8), counted);
    assertTrue(queries.get(0).contains("pod%3D%7E%22cart-abc-.%2B%22"), queries::toString);
    assertTrue(queries.get(0).contains("namespace%3D%22shop%22"), queries::toString);
  }

  @Test
  void oneThatIsNotThereIsNamed() {
    assertEquals(Optional.empty(), prometheus().problem());
    Prometheus away = prometheus();
    server.stop(0);

    String problem = away.problem().orElseThrow();
    assertTrue(problem.contains("There is no Prometheus at http://127.0.0.1:"), problem);
    assertTrue(problem.contains("--prometheus"), problem);
  }

  private Prometheus prometheus() {
    return new Prometheus(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }
}
