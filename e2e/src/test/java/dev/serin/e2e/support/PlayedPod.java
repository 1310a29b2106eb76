package dev.serin.e2e.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The process in a played pod: it shows, on an address of its own, counters of requests that grow
 * with time, fifty a second.
 */
final class PlayedPod implements AutoCloseable {

  private static final double REQUESTS_PER_NANO = 50 / 1e9;

  private final long startedAt = System.nanoTime();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Supplier<PodBehaviour> behaviour;
  private final HttpServer server;

  PlayedPod(String address, int port, Supplier<PodBehaviour> behaviour, ExecutorService threads)
      throws IOException {
    this.behaviour = behaviour;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 0);
    server.setExecutor(threads);
    server.createContext("/metrics", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      PodBehaviour now = behaviour.get();
      switch (now.metrics()) {
        case GOOD -> send(exchange, 200, counters(now.failing(), requests()));
        case WRONG_NUMBERS ->
            send(
                exchange,
                200,
                "http_requests_total{code=\"200\"} -7\nhttp_requests_total{code=\"500\"} NaN\n"
                    + "http_requests_total{code=\"503\"} "
                    + (1_000_000 - requests())
                    + "\n");
        case NONSENSE ->
            send(exchange, 200, "<html>welcome to nginx</html>\u0000}{}{\n".repeat(50));
        case ERROR -> send(exchange, 500, "no metrics today\n");
        case UNREACHABLE -> {
          // Closed without an answer.
        }
        case HANGING -> closed.await();
        case ENDLESS -> sendForEver(exchange);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private long requests() {
    return (long) ((System.nanoTime() - startedAt) * REQUESTS_PER_NANO);
  }

  private static String counters(double failing, long requests) {
    long failed = (long) (requests * failing);
    return """
        # TYPE http_requests_total counter
        http_requests_total{code="200",method="GET"} %d
        http_requests_total{code="500",method="GET"} %d
        """
        .formatted(requests - failed, failed);
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  private void sendForEver(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] line =
        "http_requests_total{code=\"200\",method=\"GET\"} 1\n".getBytes(StandardCharsets.UTF_8);
    try (OutputStream body = exchange.getResponseBody()) {
      while (closed.getCount() > 0) {
        body.write(line);
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
