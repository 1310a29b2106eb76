package dev.serin.e2e.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A real API server and its etcd on free ports of loopback, without nodes: ready in a few seconds,
 * several at once. Each part can be killed, stopped, held and started again.
 *
 * <p>The API server speaks TLS and knows one user, an administrator with a random token. The custom
 * resource definitions of Serin's model and of Gateway API are installed. Of the controllers there
 * are those that are asked for; {@link PodPlayer} does what the scheduler and the kubelet would.
 * The admission of service accounts is off, so that pods need none. Every write is in the audit log
 * with its body.
 */
public final class ApiCluster implements AutoCloseable {

  /** What tests of rollouts need: pods for ReplicaSets, and what an owner leaves behind deleted. */
  public static final List<String> ROLLOUT_CONTROLLERS =
      List.of("replicaset-controller", "garbage-collector-controller", "namespace-controller");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> MODEL =
      List.of(
          "rollouts",
          "analysistemplates",
          "clusteranalysistemplates",
          "analysisruns",
          "experiments");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder = TemporaryFolder.create("api");
  private final int etcdPort = Ports.free();
  private final int port = Ports.free();
  private final int controllersPort = Ports.free();
  private final String token = randomToken();
  private final String plainToken = randomToken();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();
  private final Settings settings;

  private @Nullable OwnProcess etcd;
  private @Nullable OwnProcess apiServer;
  private @Nullable OwnProcess controllers;
  private @Nullable KubernetesClient client;

  /**
   * What can be chosen.
   *
   * @param controllers names of controllers of kube-controller-manager to run; it is not started
   *     when there are none
   * @param apiServerFlags further flags of the API server; they win over the usual ones
   * @param etcdFlags further flags of etcd
   */
  public record Settings(
      List<String> controllers, List<String> apiServerFlags, List<String> etcdFlags) {

    /** Copies the lists. */
    public Settings {
      controllers = List.copyOf(controllers);
      apiServerFlags = List.copyOf(apiServerFlags);
      etcdFlags = List.copyOf(etcdFlags);
    }

    /** With the controllers that rollouts need. */
    public static Settings forRollouts() {
      return new Settings(ROLLOUT_CONTROLLERS, List.of(), List.of());
    }

    /** With further flags of the API server. */
    public Settings withApiServerFlags(String... flags) {
      return new Settings(controllers, List.of(flags), etcdFlags);
    }

    /** With further flags of etcd. */
    public Settings withEtcdFlags(String... flags) {
      return new Settings(controllers, apiServerFlags, List.of(flags));
    }

    /** With other controllers. */
    public Settings withControllers(String... names) {
      return new Settings(List.of(names), apiServerFlags, etcdFlags);
    }
  }

  private ApiCluster(Settings settings) {
    this.settings = settings;
  }

  /** Starts a cluster with what rollouts need. */
  public static ApiCluster start() {
    return start(Settings.forRollouts());
  }

  /** Starts a cluster; returns when it is ready and knows the custom resources. */
  public static ApiCluster start(Settings settings) {
    ApiCluster cluster = new ApiCluster(settings);
    try {
      cluster.prepare();
      cluster.startEtcd();
      cluster.startApiServer();
      cluster.installDefinitions();
      if (!settings.controllers().isEmpty()) {
        cluster.startControllers();
      }
      return cluster;
    } catch (Throwable problem) {
      OwnProcess.running().stream()
          .filter(process -> process.equals(cluster.etcd) || process.equals(cluster.apiServer))
          .forEach(
              process ->
                  problem.addSuppressed(
                      new IllegalStateException(process.name() + ": " + process.logTail(20))));
      cluster.close();
      throw problem;
    }
  }

  private void prepare() {
    try {
      KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
      pem("service-accounts.key", "PRIVATE KEY", keys.getPrivate());
      pem("service-accounts.pub", "PUBLIC KEY", keys.getPublic());
      Files.writeString(
          folder.resolve("tokens.csv"),
          token + ",admin,admin,system:masters\n" + plainToken + ",plain,plain\n");
      Files.writeString(
          folder.resolve("audit.yaml"),
          """
          apiVersion: audit.k8s.io/v1
          kind: Policy
          omitStages: [RequestReceived, ResponseStarted]
          rules:
            - {level: Request, verbs: [create, update, patch, delete, deletecollection]}
            - {level: None}
          """);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private void pem(String file, String kind, Key key) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }

  private static String randomToken() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Starts etcd, with the data that it had. */
  public void startEtcd() {
    String url = "http://127.0.0.1:" + etcdPort;
    List<String> words =
        new ArrayList<>(
            List.of(
                Binaries.path("etcd").toString(),
                "--name=test",
                "--data-dir=" + folder.resolve("etcd"),
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=" + url,
                "--advertise-client-urls=" + url,
                // There are no peers: any free port will do, and nobody asks for it.
                "--listen-peer-urls=http://127.0.0.1:0",
                "--initial-advertise-peer-urls=http://127.0.0.1:2380",
                "--initial-cluster=test=http://127.0.0.1:2380"));
    words.addAll(settings.etcdFlags());
    OwnProcess started = OwnProcess.start("etcd", folder, Map.of(), words);
    etcd = started;
    awaitReady(started, () -> get(url + "/readyz") == 200);
  }

  /** Starts the API server again; the controllers too, which would wait up to a minute for it. */
  public void restartApiServer() {
    startApiServer();
    restartControllers();
  }

  /** Starts the controllers anew, if there are any. */
  public void restartControllers() {
    OwnProcess running = controllers;
    if (running != null) {
      running.close();
      startControllers();
    }
  }

  /** Starts the API server, with the port, certificate and token that it had. */
  public void startApiServer() {
    List<String> words =
        new ArrayList<>(
            List.of(
                Binaries.path("kube-apiserver").toString(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--disable-admission-plugins=ServiceAccount",
                "--allow-privileged",
                "--service-cluster-ip-range=10.96.0.0/16",
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + folder.resolve("service-accounts.pub"),
                "--service-account-signing-key-file=" + folder.resolve("service-accounts.key"),
                "--audit-policy-file=" + folder.resolve("audit.yaml"),
                "--audit-log-path=" + folder.resolve("audit.log")));
    words.addAll(settings.apiServerFlags());
    OwnProcess started = OwnProcess.start("kube-apiserver", folder, Map.of(), words);
    apiServer = started;
    // The certificate is made at the first start.
    awaitReady(started, () -> Files.size(certificate()) > 0);
    writeKubeconfig();
    if (client == null) {
      client = newClient();
    }
    awaitReady(started, () -> "ok".equals(client().raw("/readyz")));
  }

  /** Starts the controllers that were asked for. */
  public void startControllers() {
    OwnProcess started =
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
    controllers = started;
  }

  private static void awaitReady(OwnProcess process, java.util.concurrent.Callable<Boolean> look) {
    Await.until(
        process.name() + " that is ready",
        PATIENCE,
        () -> {
          if (!process.alive()) {
            throw new IllegalStateException(process.name() + " has ended:\n" + process.logTail(20));
          }
          return look.call();
        });
  }

  private int get(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private void installDefinitions() {
    List<CustomResourceDefinition> definitions = new ArrayList<>();
    for (String kind : MODEL) {
      String resource = "/crds/" + kind + ".argoproj.io.yaml";
      definitions.addAll(
          load(() -> Objects.requireNonNull(getClass().getResourceAsStream(resource), resource)));
    }
    definitions.addAll(load(() -> Files.newInputStream(Binaries.path("gateway-api-crds"))));
    for (CustomResourceDefinition definition : definitions) {
      client().resource(definition).create();
    }
    for (CustomResourceDefinition definition : definitions) {
      Await.until(
          definition.getMetadata().getName() + " that is established",
          PATIENCE,
          () ->
              client().resource(definition).get().getStatus().getConditions().stream()
                  .anyMatch(
                      condition ->
                          condition.getType().equals("Established")
                              && condition.getStatus().equals("True")));
    }
  }

  private interface Source {
    InputStream open() throws IOException;
  }

  private List<CustomResourceDefinition> load(Source source) {
    try (InputStream in = source.open()) {
      return client().load(in).items().stream().map(CustomResourceDefinition.class::cast).toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private Path certificate() {
    return folder.resolve("certificates/apiserver.crt");
  }

  private void writeKubeconfig() {
    try {
      Files.writeString(
          kubeconfig(),
          kubeconfigText(
              url(),
              "certificate-authority-data: "
                  + Base64.getEncoder().encodeToString(Files.readAllBytes(certificate()))));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private String kubeconfigText(String server, String trust) {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: test, cluster: {server: "%s", %s}}]
        users: [{name: admin, user: {token: %s}}]
        contexts: [{name: test, context: {cluster: test, user: admin}}]
        current-context: test
        """
        .formatted(server, trust, token);
  }

  /**
   * Writes a kubeconfig of the administrator for another way to the API server, without TLS.
   *
   * @param server such as {@code http://127.0.0.1:1234}
   */
  public Path kubeconfigFor(String server) {
    try {
      Path file = Files.createTempFile(folder, "kubeconfig", ".yaml");
      return Files.writeString(file, kubeconfigText(server, "insecure-skip-tls-verify: true"));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** The administrator's kubeconfig. */
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** Its own temporary folder, deleted at the end. */
  public Path folder() {
    return folder;
  }

  /** The API server's address. */
  public String url() {
    return "https://127.0.0.1:" + port;
  }

  /** The port of the API server. */
  public int port() {
    return port;
  }

  /** The API server's certificate, in a PEM file. */
  public Path certificateFile() {
    return certificate();
  }

  /** A kubeconfig of the user {@code plain}, who has no rights but those that a test gives him. */
  public Path plainKubeconfig() {
    try {
      return Files.writeString(
          Files.createTempFile(folder, "plain", ".yaml"),
          Files.readString(kubeconfig()).replace(token, plainToken));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** The administrator's token. */
  public String token() {
    return token;
  }

  /** The administrator's client; closed with the cluster. */
  public KubernetesClient client() {
    return Objects.requireNonNull(client, "the API server has not been started");
  }

  /** A client of its own for each who asks; closed with the cluster. */
  public KubernetesClient newClient() {
    try {
      Config config =
          new ConfigBuilder(Config.fromKubeconfig(Files.readString(kubeconfig())))
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

  /** The etcd process that runs, or ran last. */
  public OwnProcess etcd() {
    return Objects.requireNonNull(etcd, "etcd has not been started");
  }

  /** The API server process that runs, or ran last. */
  public OwnProcess apiServer() {
    return Objects.requireNonNull(apiServer, "the API server has not been started");
  }

  /** The controller manager's process that runs, or ran last. */
  public OwnProcess controllers() {
    return Objects.requireNonNull(controllers, "no controllers were asked for");
  }

  /** Takes the API server away: all its connections break, and nobody listens. */
  public void stopApiServer() {
    apiServer().kill();
  }

  /**
   * Asks etcd by its JSON gateway.
   *
   * @param path such as {@code /v3/maintenance/alarm}
   * @param body the request
   */
  public JsonNode etcd(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + etcdPort + path))
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("etcd " + path + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** Forgets every version but the newest, so that older ones are 410 Gone. */
  public void compact() {
    String key = Base64.getEncoder().encodeToString("x".getBytes(StandardCharsets.UTF_8));
    String revision =
        etcd("/v3/kv/range", "{\"key\":\"" + key + "\"}").path("header").path("revision").asText();
    JsonNode unused =
        etcd("/v3/kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
  }

  /** Every write that the API server answered since its first start, oldest first. */
  public List<JsonNode> audit() {
    try {
      List<JsonNode> entries = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve("audit.log"))) {
        entries.add(JSON.readTree(line));
      }
      return entries;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public void close() {
    clients.forEach(KubernetesClient::close);
    for (OwnProcess process : Arrays.asList(controllers, apiServer, etcd)) {
      if (process != null) {
        process.close();
      }
    }
    TemporaryFolder.delete(folder);
  }
}
