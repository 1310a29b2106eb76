package dev.serin.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.serin.demo.measure.Observation;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.measure.TrafficLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private final TrafficLog log = new TrafficLog();
  private final Set<String> hosts = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();
  private final CountDownLatch enough = new CountDownLatch(60);
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void everyRequestIsCountedOnceWithItsStatusAndPathsTakeTurns() throws Exception {
    answer("/good", 200);
    answer("/bad", 503);
    server.start();

    try (LoadGenerator load = load(List.of("/good", "/bad"), server.getAddress().getPort())) {
      load.start();
      assertTrue(enough.await(10, TimeUnit.SECONDS));
    }

    List<Observation> seen = log.all();
    assertEquals(received.get(), seen.size());
    long failed = seen.stream().filter(Observation::failed).count();
    assertEquals(seen.size() / 2, failed, "every second request goes to the failing path");
    assertEquals(Set.of("pod-200", "pod-503"), hosts);
    assertTrue(seen.stream().allMatch(observation -> !observation.took().isNegative()));
  }

  @Test
  void aGatewayThatIsNotThereIsAFailedRequestAndNotAnException() throws Exception {
    int port = server.getAddress().getPort();
    server.start();
    server.stop(0);

    try (LoadGenerator load = load(List.of("/"), port)) {
      load.start();
      long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (log.all().isEmpty() && System.nanoTime() < giveUp) {
        Thread.onSpinWait();
      }
    }

    assertTrue(!log.all().isEmpty());
    assertTrue(log.all().stream().allMatch(seen -> seen.status() == Observation.NO_ANSWER));
  }

  private LoadGenerator load(List<String> paths, int port) {
    return new LoadGenerator(
        URI.create("http://127.0.0.1:" + port),
        List.of(new Target("cart", paths)),
        200,
        1,
        (observation, servedBy) -> {
          log.add(observation);
          hosts.add(servedBy);
        },
        new Stopwatch(InstantSource.system()));
  }

  private void answer(String path, int status) {
    server.createContext(
        path,
        exchange -> {
          received.incrementAndGet();
          exchange.getResponseHeaders().set("X-Served-By", "pod-" + status);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
          enough.countDown();
        });
  }
}
