package dev.serin.cluster;

import dev.serin.cluster.api.ApiServer;
import dev.serin.cluster.api.GarbageCollector;
import dev.serin.cluster.api.ObjectApi;
import dev.serin.cluster.api.ObjectStore;
import dev.serin.cluster.api.ResourceTypes;
import dev.serin.cluster.controller.ReplicaSetController;
import dev.serin.cluster.gateway.Gateway;
import dev.serin.cluster.image.ImageStore;
import dev.serin.cluster.kubelet.Kubelet;
import dev.serin.cluster.kubelet.ProcessRecords;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the parts of a cluster in their order, and stops them in the opposite one. */
final class RunningCluster implements LocalCluster {
  private static final Logger LOG = LoggerFactory.getLogger(RunningCluster.class);
  private static final int TOKEN_BYTES = 32;

  private final CloseStack parts = new CloseStack();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final WorkFolder folder;
  private final Path kubeconfig;
  private final URI api;
  private final URI gateway;
  private final KubernetesClient client;

  private RunningCluster(LocalClusterOptions options) throws IOException {
    try {
      folder = parts.add(WorkFolder.take(options.workFolder()));
      ProcessRecords records = new ProcessRecords(folder.processes());
      int ended = records.endLeftBehind();
      if (ended > 0) {
        LOG.info("ended {} processes that an earlier run had left behind", ended);
      }
      Vertx vertx = Vertx.vertx();
      parts.add(() -> await(vertx.close()));
      String token = newToken();
      api = startApi(vertx, token, options);
      kubeconfig = folder.writeKubeconfig(api.toString(), token);
      // A client runs its users' callbacks on its own threads, where they may block: only the parts
      // of
      // the cluster share the threads that serve requests.
      KubernetesClient own = parts.add(newClient(token, new VertxHttpClientFactory(vertx)));
      client = parts.add(newClient(token, new VertxHttpClientFactory()));
      makeNamespaces(own);
      Gateway traffic =
          parts.add(
              new Gateway(
                  vertx,
                  own,
                  options.gatewayName(),
                  options.observer(),
                  options.requestTimeout(),
                  options.maxRequestsUnderWay(),
                  options.clock(),
                  split(options)));
      gateway = address(listen(traffic, options.gatewayPort()));
      parts.add(
          new Kubelet(
              vertx,
              own,
              new ImageStore(options.imageLayout(), folder.images()),
              records,
              traffic,
              folder::log,
              folder.pods(),
              options.restartBackoff(),
              options.clock(),
              split(options)));
      parts.add(new ReplicaSetController(own, options.clock()));
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  static LocalCluster start(LocalClusterOptions options) {
    if (!Kubelet.possible()) {
      throw new LocalClusterException(
          "the local cluster needs Linux with /proc and /usr/bin/setsid, for pods with processes and"
              + " loopback addresses of their own");
    }
    try {
      RunningCluster cluster = new RunningCluster(options);
      Thread hook = new Thread(cluster::stop, "local-cluster-shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      cluster.parts.add(() -> forget(hook));
      LOG.info(
          "the local cluster runs: API {}, gateway {}. It is a place to try Serin, not a place to run"
              + " services",
          cluster.api,
          cluster.gateway);
      return cluster;
    } catch (IOException e) {
      throw new LocalClusterException("the local cluster cannot start: " + e, e);
    }
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public URI api() {
    return api;
  }

  @Override
  public URI gateway() {
    return gateway;
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public Path logs(String namespace, String pod) {
    return folder.log(namespace, pod);
  }

  @Override
  public void close() {
    stop();
  }

  private void stop() {
    if (closed.compareAndSet(false, true)) {
      parts.close();
    }
  }

  private URI startApi(Vertx vertx, String token, LocalClusterOptions options) {
    ObjectStore store = new ObjectStore();
    ResourceTypes types = new ResourceTypes();
    ObjectApi objects = new ObjectApi(store, types, options.clock(), split(options));
    parts.add(new GarbageCollector(store, objects));
    return address(await(new ApiServer(vertx, token, store, objects, types, folder::log).listen()));
  }

  private KubernetesClient newClient(String token, VertxHttpClientFactory factory) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(api.toString())
            .withOauthToken(token)
            .build();
    return new KubernetesClientBuilder().withConfig(config).withHttpClientFactory(factory).build();
  }

  private static void makeNamespaces(KubernetesClient client) {
    for (String name : new String[] {"default", "kube-system"}) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
    }
  }

  private static HttpServer listen(Gateway gateway, int port) {
    try {
      return await(gateway.listen(port));
    } catch (CompletionException e) {
      if (e.getCause() instanceof BindException) {
        throw new LocalClusterException(
            "port "
                + port
                + " of 127.0.0.1 is taken by another program: end that program (\"ss -ltnp\" names"
                + " it), or choose another port for the gateway; 0 takes any free one",
            e);
      }
      throw e;
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private static String newToken() {
    // Not from the given generator: that may be seeded for a replay, and a token must not be
    // guessed.
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static RandomGenerator split(LocalClusterOptions options) {
    // Each part has one of its own, as generators need not be safe for several threads.
    return new SplittableRandom(options.random().nextLong());
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      LOG.debug("the JVM ends, and this is its hook", shuttingDown);
    }
  }
}
