package dev.serin.agent.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScraperTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final int LIMIT_MILLIS = 300;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Scraper hasty =
      new Scraper(InstantSource.fixed(NOW), Duration.ofMillis(LIMIT_MILLIS));
  private final Scraper patient = new Scraper(InstantSource.fixed(NOW), Duration.ofSeconds(20));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    hasty.close();
    patient.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private ScrapeResult scrape(String path) throws Exception {
    return scrape(path, patient);
  }

  private ScrapeResult scrape(String path, Scraper scraper) throws Exception {
    ScrapeTarget target = ScrapeTarget.of("127.0.0.1", server.getAddress().getPort(), path);
    return scraper.scrape(target).get(20, TimeUnit.SECONDS);
  }

  private static void answer(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void givesTheTextAndItsTime() throws Exception {
    server.createContext("/metrics", exchange -> answer(exchange, 200, "käse_total 1\n"));
    assertEquals(new ScrapeResult.Text(NOW, "käse_total 1\n"), scrape("metrics"));
  }

  @Test
  void anErrorIsNoData() throws Exception {
    server.createContext("/metrics", exchange -> answer(exchange, 503, "http_requests_total 1\n"));
    assertEquals(new ScrapeResult.Failure(NOW, "answered HTTP 503"), scrape("/metrics"));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          answer(exchange, 302, "-");
        });
    server.createContext("/elsewhere", exchange -> answer(exchange, 200, "secret"));
    assertEquals(new ScrapeResult.Failure(NOW, "answered HTTP 302"), scrape("/metrics"));
  }

  @Test
  void compressedBytesAreNotTakenForAServiceThatHasCountedNothing() throws Exception {
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          answer(exchange, 200, "-");
        });
    assertEquals(new ScrapeResult.Failure(NOW, "answered in encoding gzip"), scrape("/metrics"));
  }

  @Test
  void aServerThatSaysNothingEndsInTime() throws Exception {
    server.createContext("/metrics", exchange -> await());
    assertEquals(
        new ScrapeResult.Failure(NOW, "no answer within 300 ms"), scrape("/metrics", hasty));
  }

  @Test
  void aBodyThatNeverEndsEndsInTime() throws Exception {
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('#');
          exchange.getResponseBody().flush();
          await();
        });
    assertEquals(
        new ScrapeResult.Failure(NOW, "no answer within 300 ms"), scrape("/metrics", hasty));
  }

  @Test
  void aBodyThatIsTooLargeIsNotRead() throws Exception {
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = new byte[1 << 16];
          try (OutputStream body = exchange.getResponseBody()) {
            for (int sent = 0; sent <= 8 * Scraper.MAX_BYTES; sent += block.length) {
              body.write(block);
            }
          }
        });
    ScrapeResult.Failure failure = assertInstanceOf(ScrapeResult.Failure.class, scrape("/metrics"));
    assertTrue(failure.reason().contains("larger than 4194304 bytes"), failure.reason());
  }

  @Test
  void nobodyThereIsNoData() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);
    ScrapeResult result =
        patient.scrape(ScrapeTarget.of("127.0.0.1", port, "/")).get(20, TimeUnit.SECONDS);
    assertEquals(new ScrapeResult.Failure(NOW, "connection refused"), result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "example.org",
        "",
        "169.254.169.254",
        "224.0.0.1",
        "0.0.0.0",
        "::",
        "fe80::1",
        "1.2.3",
        "999.1.1.1",
        "127.0.0.1/x",
        "@127.0.0.1"
      })
  void onlyLiteralAddressesOfPodsAreScraped(String address) {
    assertThrows(IllegalArgumentException.class, () -> ScrapeTarget.of(address, 80, "/"));
  }

  @Test
  void pathsCannotLeaveTheirPlace() {
    assertEquals(
        "http://10.0.0.1:8080/a%3Fb%23c%20d",
        ScrapeTarget.of("10.0.0.1", 8080, "a?b#c d").uri().toString());
    assertEquals(
        "http://[2001:db8::1]:80/m", ScrapeTarget.of("2001:db8::1", 80, "/m").uri().toString());
    assertThrows(IllegalArgumentException.class, () -> ScrapeTarget.of("10.0.0.1", 0, "/"));
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
