package dev.serin.agent.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.serin.agent.cluster.ObjectKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiRequestsTest {

  private static final Duration LIMIT = Duration.ofSeconds(4);
  private static final ConfigMap OBJECT =
      new ConfigMapBuilder()
          .withNewMetadata()
          .withNamespace("shop")
          .withName("cart")
          .endMetadata()
          .build();

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private KubernetesClient client;
  private ApiRequests requests;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          received.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    requests = new ApiRequests(client);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void theApiServerIsToldTheLimitAndGetsTheBody() {
    String unused =
        requests.await(
            "creating", requests.create(OBJECT, ApiRequests.Sending.within(LIMIT)), LIMIT);
    assertEquals(1, received.size());
    assertTrue(
        received.get(0).startsWith("POST /api/v1/namespaces/shop/configmaps?timeout=4000ms {"),
        received.get(0));
    assertTrue(received.get(0).contains("\"name\":\"cart\""), received.get(0));
  }

  @Test
  void theLastCheckIsMadeByTheThreadThatSends() {
    List<String> threads = new CopyOnWriteArrayList<>();
    String unused =
        requests.await(
            "deleting",
            requests.delete(
                ConfigMap.class,
                new ObjectKey("shop", "cart"),
                new ApiRequests.Sending(
                    LIMIT, () -> threads.add(Thread.currentThread().getName()))),
            LIMIT);
    assertEquals(1, received.size());
    assertEquals(1, threads.size());
    assertTrue(threads.get(0).contains("eventloop"), threads.get(0));
  }

  @Test
  void nothingIsSentWhenTheLastCheckFails() {
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class,
            () ->
                requests.await(
                    "creating",
                    requests.create(
                        OBJECT,
                        new ApiRequests.Sending(
                            LIMIT,
                            () -> {
                              throw new IllegalStateException("too late");
                            })),
                    LIMIT));
    assertTrue(String.valueOf(refused.getMessage()).contains("too late"), refused.getMessage());
    String unused =
        requests.await(
            "creating", requests.create(OBJECT, ApiRequests.Sending.within(LIMIT)), LIMIT);
    assertEquals(1, received.size(), "only what came after it");
  }
}
