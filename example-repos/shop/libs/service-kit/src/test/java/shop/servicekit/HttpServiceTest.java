package shop.servicekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServiceTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private HttpService service;

  @BeforeEach
  void start() throws IOException {
    service = started(Duration.ofMillis(50));
  }

  private HttpService started(Duration quiet) throws IOException {
    HttpService started =
        new HttpService("test", quiet, "pod-1")
            .route("GET", "/things/{id}", request -> ok("id", request.pathParameter("id")))
            .route("POST", "/things", request -> ok("read", request.json()))
            .route("GET", "/bug", request -> ok("id", request.pathParameter("no such part")))
            .route("GET", "/slow", request -> waitForRelease());
    started.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return started;
  }

  @AfterEach
  void stop() {
    released.countDown();
    service.stop();
  }

  @Test
  void answersARouteWithTheDecodedPartsOfItsPath() throws Exception {
    HttpResponse<String> response = get("/things/a%2Fb+c%20%C3%A9");
    assertEquals(200, response.statusCode());
    assertEquals("{\"id\":\"a/b+c é\"}", response.body());
    assertEquals("pod-1", response.headers().firstValue("X-Served-By").orElseThrow());
  }

  @Test
  void tellsWhatIsWrongAsJson() throws Exception {
    assertProblem(404, "not_found", get("/nothing"));
    HttpResponse<String> notAllowed = get("/things");
    assertProblem(405, "method_not_allowed", notAllowed);
    assertEquals("POST", notAllowed.headers().firstValue("Allow").orElseThrow());
    assertProblem(400, "bad_request", post("{\"a\":1,\"a\":2}"));
    assertProblem(400, "bad_request", post("[".repeat(100)));
    assertProblem(413, "too_large", post("\"" + "x".repeat(Request.MAX_BODY) + "\""));
  }

  @Test
  void hidesTheCauseOfItsOwnFaults() throws Exception {
    HttpResponse<String> response = get("/bug");
    assertProblem(500, "internal", response);
    assertFalse(response.body().contains("no such part"), response.body());
  }

  @Test
  void countsAnswersByRouteAndNotByPath() throws Exception {
    get("/things/1");
    get("/things/2");
    get("/no/such/path");
    get("/healthz");
    String metrics = get("/metrics").body();
    assertTrue(
        metrics.contains(
            "http_requests_total{code=\"200\",method=\"GET\",route=\"/things/{id}\"} 2"),
        metrics);
    assertTrue(metrics.contains("code=\"404\",method=\"GET\",route=\"unmatched\"} 1"), metrics);
    assertTrue(metrics.contains("route=\"/things/{id}\",le=\"+Inf\"} 2"), metrics);
    assertFalse(metrics.contains("healthz"), metrics);
  }

  @Test
  void finishesWhatItIsAnsweringBeforeItStops() throws Exception {
    service.stop();
    service = started(Duration.ofMillis(500)); // its patience, ten times that, is for busy machines
    assertEquals(200, get("/readyz").statusCode());
    CompletableFuture<HttpResponse<String>> slow = CLIENT.sendAsync(request("/slow"), text());
    entered.await();
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::stop);
    HttpResponse<String> readiness = get("/readyz");
    while (readiness.statusCode() == 200) {
      readiness = get("/readyz");
    }
    assertEquals(503, readiness.statusCode());
    assertEquals("close", readiness.headers().firstValue("Connection").orElseThrow());
    assertEquals(200, get("/healthz").statusCode());
    assertEquals(200, get("/things/late").statusCode());
    released.countDown();
    assertEquals(200, slow.get().statusCode());
    stopped.get();
    assertThrows(ConnectException.class, () -> get("/healthz"));
  }

  private Response waitForRelease() {
    entered.countDown();
    try {
      released.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return ok("slow", true);
  }

  private static Response ok(String name, Object value) {
    return Response.json(200, Json.object(name, value));
  }

  private static void assertProblem(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertTrue(
        response.body().startsWith("{\"error\":{\"status\":" + status + ",\"code\":\"" + code),
        response.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(request(path), text());
  }

  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofString(body);
    return CLIENT.send(HttpRequest.newBuilder(uri("/things")).POST(publisher).build(), text());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(uri(path)).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }
}
