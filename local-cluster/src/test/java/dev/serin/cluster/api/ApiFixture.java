package dev.serin.cluster.api;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An API server with clients, for tests. */
final class ApiFixture implements AutoCloseable {
  static final String TOKEN = "right-token";

  final ObjectStore store = new ObjectStore();
  final URI address;
  final KubernetesClient client;
  private final Vertx vertx = Vertx.vertx();
  private final GarbageCollector collector;
  private final HttpClient http = HttpClient.newHttpClient();

  ApiFixture() throws Exception {
    ResourceTypes types = new ResourceTypes();
    ObjectApi objects = new ObjectApi(store, types, InstantSource.system(), new Random(1));
    ApiServer server =
        new ApiServer(
            vertx, TOKEN, store, objects, types, (namespace, pod) -> Path.of("/nonexistent"));
    int port = server.listen().toCompletionStage().toCompletableFuture().get().actualPort();
    address = URI.create("http://127.0.0.1:" + port);
    collector = new GarbageCollector(store, objects);
    client = newClient(TOKEN);
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build())
        .create();
  }

  /** Another client, as another process would have it. */
  KubernetesClient newClient(String token) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(address.toString())
            .withOauthToken(token)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** A plain request, with the token or without it. */
  HttpResponse<String> send(
      String method, String path, String type, String body, @Nullable String token)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", type);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits until the store changes to what is wanted. */
  void await(BooleanSupplier condition) throws InterruptedException {
    Semaphore changes = new Semaphore(1);
    Runnable stop = store.listen(store.version(), event -> changes.release()).orElseThrow();
    try {
      while (!condition.getAsBoolean()) {
        if (!changes.tryAcquire(10, TimeUnit.SECONDS)) {
          throw new AssertionError("nothing has changed for ten seconds");
        }
      }
    } finally {
      stop.run();
    }
  }

  @Override
  public void close() {
    client.close();
    collector.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
