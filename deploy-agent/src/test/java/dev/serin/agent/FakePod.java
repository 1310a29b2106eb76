package dev.serin.agent;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** A pod that only counts requests, and shows the counts at /metrics on a loopback address. */
final class FakePod implements AutoCloseable {

  private final HttpServer server;
  private final boolean bad;
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  /** A pod of a bad version fails every third request. */
  FakePod(String ip, int port, boolean bad, ExecutorService threads) throws IOException {
    this.bad = bad;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(ip), port), 0);
    server.setExecutor(threads);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = metrics().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private String metrics() {
    return """
        # TYPE http_requests_total counter
        http_requests_total{code="200",method="GET"} %d
        http_requests_total{code="500",method="GET"} %d
        """
        .formatted(served.get(), failed.get());
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** One request; whether it succeeded. */
  boolean request() {
    if (bad && (served.get() + failed.get()) % 3 == 2) {
      failed.incrementAndGet();
      return false;
    }
    served.incrementAndGet();
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
