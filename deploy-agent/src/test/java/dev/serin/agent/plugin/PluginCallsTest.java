package dev.serin.agent.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.sun.net.httpserver.HttpServer;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Action.CallPlugin;
import dev.serin.rollout.PluginAnswer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PluginCallsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<ObjectKey> answered = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final Rollout rollout = new Rollout();
  private HttpServer server;
  private PluginCalls calls;
  private volatile int code = 200;
  private volatile String answer = "{}";

  @BeforeEach
  void start() throws IOException {
    rollout.setMetadata(
        new ObjectMetaBuilder().withName("cart").withNamespace("shop").withUid("u-1").build());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(code, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/check");
    calls =
        new PluginCalls(
            Map.of("shop/check", address),
            Duration.ofSeconds(20),
            InstantSource.system(),
            new KubernetesSerialization(),
            answered::add);
  }

  @AfterEach
  void stop() {
    calls.close();
    server.stop(0);
  }

  @Test
  void asksTheExtensionAndGivesItsAnswerBack() throws Exception {
    answer =
        "{\"phase\": \"Running\", \"message\": \"half\", \"requeueAfter\": \"45s\", \"status\": {\"a\":"
            + " 1}}";
    PluginAnswer first = answerTo(call("shop/check", "Run", 1));
    assertEquals("Running", first.phase());
    assertEquals("half", first.message());
    assertEquals(Optional.of(Duration.ofSeconds(45)), first.requeueAfter());
    assertEquals("{\"a\":1}", first.status().orElseThrow().toString());
    String request = requests.take();
    assertTrue(request.startsWith("/check/run {"), request);
    JsonNode body = JSON.readTree(request.substring(request.indexOf('{')));
    assertEquals("shop/check", body.path("pluginName").asText());
    assertEquals("cart", body.at("/rollout/metadata/name").asText());
    assertEquals(7, body.path("config").asInt());
    assertEquals(8, body.path("status").asInt());
  }

  @Test
  void makesACallOnce() throws Exception {
    PluginAnswer first = answerTo(call("shop/check", "Run", 1));
    assertEquals("Running", first.phase(), "a Run that says nothing goes on");
    calls.call(rollout, call("shop/check", "Run", 1));
    PluginAnswer second = answerTo(call("shop/check", "Run", 2));
    assertEquals(2, second.execution());
    assertEquals(2, requests.size());
  }

  @Test
  void callsNobodyWhoIsNotConfigured() throws Exception {
    PluginAnswer refused = answerTo(call("other/check", "Run", 1));
    assertEquals("Error", refused.phase());
    assertTrue(refused.message().contains("serin.agent.step-plugins"), refused.message());
    assertEquals(0, requests.size());
  }

  @Test
  void whatGoesWrongIsAnError() throws Exception {
    code = 302;
    assertEquals("Error", answerTo(call("shop/check", "Abort", 1)).phase());
    code = 200;
    answer = "<html>";
    assertTrue(answerTo(call("shop/check", "Run", 1)).message().contains("JSON"));
    answer = "{\"phase\": \"Splendid\"}";
    assertTrue(answerTo(call("shop/check", "Run", 2)).message().contains("Splendid"));
    answer = "{\"requeueAfter\": \"soon\"}";
    assertTrue(answerTo(call("shop/check", "Run", 3)).message().contains("soon"));
    answer = "x".repeat(2 * 1024 * 1024);
    assertEquals("Error", answerTo(call("shop/check", "Run", 4)).phase());
    assertEquals(5, requests.size(), "no redirect was followed");
  }

  @Test
  void aRolloutThatIsGoneIsForgotten() throws Exception {
    PluginAnswer unused = answerTo(call("shop/check", "Run", 1));
    calls.forget("u-1");
    assertEquals(List.of(), calls.answers(rollout));
  }

  private PluginAnswer answerTo(CallPlugin call) throws InterruptedException {
    calls.call(rollout, call);
    assertNotNull(answered.poll(30, TimeUnit.SECONDS), "no answer");
    return calls.answers(rollout).stream()
        .filter(known -> known.operation().equals(call.operation()))
        .findFirst()
        .orElseThrow();
  }

  private static CallPlugin call(String plugin, String operation, int execution) {
    return new CallPlugin(
        plugin,
        0,
        operation,
        execution,
        Optional.of(IntNode.valueOf(7)),
        Optional.of(IntNode.valueOf(8)));
  }
}
