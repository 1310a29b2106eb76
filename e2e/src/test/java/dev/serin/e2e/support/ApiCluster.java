package dev.serin.e2e.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A real API server and its etcd on free ports of loopback, without nodes: ready in a few seconds,
 * several at once. The API server can be killed, held and started again.
 *
 * <p>It speaks TLS and knows the users of {@link ApiCredentials}. The custom resource definitions
 * of Serin's model and of Gateway API are installed. Of the controllers there are those that are
 * asked for; {@link PodPlayer} does what the scheduler and the kubelet would. The admission of
 * service accounts is off, so that pods need none. Every write is in the audit log with its body.
 */
public final class ApiCluster implements AutoCloseable {

  private final Path folder = TemporaryFolder.create("api");
  private final int port = Ports.free();
  private final int controllersPort = Ports.free();
  private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();
  private final ApiClusterSettings settings;
  private final ApiCredentials credentials;
  private final AuditLog audit;
  private final EtcdServer etcd;

  private @Nullable OwnProcess apiServer;
  private @Nullable OwnProcess controllers;
  private @Nullable KubernetesClient client;

  private ApiCluster(ApiClusterSettings settings) {
    this.settings = settings;
    this.credentials = new ApiCredentials(folder, "https://127.0.0.1:" + port);
    this.audit = new AuditLog(folder);
    this.etcd = new EtcdServer(folder, settings.etcdFlags());
  }

  /** Starts a cluster with what rollouts need. */
  public static ApiCluster start() {
    return start(ApiClusterSettings.forRollouts());
  }

  /** Starts a cluster; returns when it is ready and knows the custom resources. */
  public static ApiCluster start(ApiClusterSettings settings) {
    ApiCluster cluster = new ApiCluster(settings);
    try {
      cluster.etcd.awaitReady();
      cluster.startApiServer();
      new CustomResources(cluster.client()).defineModelAndGatewayApi();
      cluster.startControllers();
      return cluster;
    } catch (Throwable problem) {
      cluster.close();
      throw problem;
    }
  }

  /** Starts the API server, with the port, certificate and tokens that it had. */
  public void startApiServer() {
    List<String> words =
        new ArrayList<>(
            List.of(
                Binaries.path("kube-apiserver").toString(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port,
                "--authorization-mode=RBAC",
                "--disable-admission-plugins=ServiceAccount",
                "--allow-privileged",
                "--service-cluster-ip-range=10.96.0.0/16",
                "--etcd-servers=" + etcd.url()));
    words.addAll(credentials.apiServerFlags());
    words.addAll(audit.apiServerFlags());
    words.addAll(settings.apiServerFlags());
    OwnProcess started = OwnProcess.start("kube-apiserver", folder, Map.of(), words);
    apiServer = started;
    started.awaitReady(() -> Files.size(credentials.certificate()) > 0);
    credentials.writeAdministrator();
    if (client == null) {
      client = newClient();
    }
    started.awaitReady(() -> "ok".equals(client().raw("/readyz")));
  }

  /** Takes the API server away: all its connections break, and nobody listens. */
  public void stopApiServer() {
    apiServer().kill();
  }

  /** Starts the API server again; the controllers too, which would wait up to a minute for it. */
  public void restartApiServer() {
    startApiServer();
    restartControllers();
  }

  /** Starts the controllers anew, if there are any. */
  public void restartControllers() {
    if (controllers != null) {
      controllers.close();
    }
    startControllers();
  }

  private void startControllers() {
    if (settings.controllers().isEmpty()) {
      return;
    }
    controllers =
        OwnProcess.start(
            "kube-controller-manager",
            folder,
            Map.of(),
            List.of(
                Binaries.path("kube-controller-manager").toString(),
                "--kubeconfig=" + kubeconfig(),
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + controllersPort,
                "--cert-dir=" + folder.resolve("controllers"),
                "--controllers=" + String.join(",", settings.controllers()),
                "--kube-api-qps=300",
                "--kube-api-burst=600"));
  }

  /** The administrator's client; closed with the cluster. */
  public KubernetesClient client() {
    return Objects.requireNonNull(client, "the API server has not been started");
  }

  /** A client of its own for each who asks; closed with the cluster. */
  public KubernetesClient newClient() {
    return newClient(kubeconfig());
  }

  /** A client of whoever a kubeconfig is of; closed with the cluster. */
  public KubernetesClient newClient(Path kubeconfig) {
    try {
      Config config =
          new ConfigBuilder(Config.fromKubeconfig(Files.readString(kubeconfig)))
              .withRequestRetryBackoffLimit(0)
              .withRequestTimeout(10_000)
              .withConnectionTimeout(2_000)
              .withWatchReconnectInterval(100)
              .build();
      KubernetesClient fresh = new KubernetesClientBuilder().withConfig(config).build();
      clients.add(fresh);
      return fresh;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** The administrator's kubeconfig. */
  public Path kubeconfig() {
    return credentials.administrator();
  }

  /** Kubeconfigs for others. */
  public ApiCredentials credentials() {
    return credentials;
  }

  /** The port of the API server. */
  public int port() {
    return port;
  }

  /** The API server's store. */
  public EtcdServer etcd() {
    return etcd;
  }

  /** The API server process that runs, or ran last. */
  public OwnProcess apiServer() {
    return Objects.requireNonNull(apiServer, "the API server has not been started");
  }

  /** Every write that the API server answered since its first start, oldest first. */
  public List<JsonNode> audit() {
    return audit.entries();
  }

  @Override
  public void close() {
    clients.forEach(KubernetesClient::close);
    if (controllers != null) {
      controllers.close();
    }
    if (apiServer != null) {
      apiServer.close();
    }
    etcd.close();
    TemporaryFolder.delete(folder);
  }
}
