package dev.serin.demo.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.cluster.GatewayRequest;
import dev.serin.cluster.GatewayRequest.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GatewayTrafficTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private final TrafficLog log = new TrafficLog();
  private final GatewayTraffic traffic = new GatewayTraffic(log, new Stopwatch(() -> START));

  @Test
  void theBackendTellsServiceAndVersion() {
    traffic.requestFinished(request("shop/cart-canary", 500, Outcome.ANSWERED));
    traffic.requestFinished(request("shop/cart-stable", 200, Outcome.ANSWERED));

    assertEquals(
        new Observation(
            Duration.ofMillis(1250), "cart", Version.CANARY, 500, Duration.ofMillis(250)),
        log.all().get(0));
    assertEquals(Version.STABLE, log.all().get(1).version());
  }

  @Test
  void aRequestThatNoBackendGotStillBelongsToItsRoute() {
    traffic.requestFinished(request("", 500, Outcome.NO_BACKEND));

    assertEquals("cart", log.all().get(0).service());
    assertEquals(Version.NONE, log.all().get(0).version());
  }

  @Test
  void anAnswerThatWasCutOffIsAFailureWhateverItsStatus() {
    traffic.requestFinished(request("shop/cart-stable", 200, Outcome.CUT_OFF));

    assertTrue(log.all().get(0).failed());
  }

  private static GatewayRequest request(String service, int status, Outcome outcome) {
    return new GatewayRequest(
        START.plusSeconds(1),
        Duration.ofMillis(250),
        "GET",
        "/cart",
        "shop/cart",
        service,
        "",
        "",
        status,
        outcome);
  }
}
