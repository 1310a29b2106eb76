package dev.serin.e2e.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The deploy agent as a process of its own, as its package is. */
public final class AgentProcess implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(15);
  private static final Path JAR =
      Checkout.HOME.resolve("deploy-agent/target/quarkus-app/quarkus-run.jar");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder = TemporaryFolder.create("agent");
  private final Map<String, String> environment;
  private final int port = Ports.free();
  private OwnProcess process;

  private AgentProcess(Path kubeconfig, Map<String, String> more) {
    environment = new HashMap<>(more);
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    process = spawn();
  }

  /** Starts an agent; returns when it is ready. */
  public static AgentProcess start(Path kubeconfig) {
    return start(kubeconfig, Map.of());
  }

  /**
   * Starts an agent; returns when it is ready.
   *
   * @param environment variables of its configuration
   */
  public static AgentProcess start(Path kubeconfig, Map<String, String> environment) {
    AgentProcess agent = begin(kubeconfig, environment);
    try {
      agent.awaitReady();
      return agent;
    } catch (Throwable problem) {
      agent.close();
      throw problem;
    }
  }

  /** Starts an agent and does not wait for it. */
  public static AgentProcess begin(Path kubeconfig, Map<String, String> environment) {
    return new AgentProcess(kubeconfig, environment);
  }

  private OwnProcess spawn() {
    return OwnProcess.start(
        "agent",
        folder,
        environment,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx96m",
            "-jar",
            JAR.toString()));
  }

  /** Waits until it has seen everything and works. */
  public void awaitReady() {
    process.awaitReady(this::ready);
  }

  /** Whether it says that it is ready. */
  public boolean ready() {
    return status("/health/ready") == 200;
  }

  /** Whether the process is there. */
  public boolean alive() {
    return process.alive();
  }

  /** {@code kill -9}. */
  public void kill() {
    process.kill();
  }

  /** SIGSTOP. */
  public void pause() {
    process.pause();
  }

  /** SIGCONT. */
  public void resume() {
    process.resume();
  }

  /** Asks it to end, and waits until it has. */
  public void stop() {
    process.stop(STOP);
  }

  /** Starts it again after its end, with the same configuration; returns when it is ready. */
  public void restart() {
    if (!process.alive()) {
      begin();
    }
    awaitReady();
  }

  /** Starts it again after its end, and does not wait for it. */
  public void begin() {
    process.close();
    process = spawn();
  }

  /** The process. */
  public OwnProcess process() {
    return process;
  }

  /** What it has said, over all its starts. */
  public String log() {
    return process.log();
  }

  /** The address of its HTTP side. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What it tells of its rollouts. */
  public JsonNode rollouts() {
    try {
      return JSON.readTree(text("/api/v1/rollouts"));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** What it answers to a path, as JSON, whatever the code. */
  public JsonNode json(String path) {
    try {
      return JSON.readTree(text(path));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param json the body
   */
  public record Answer(int status, JsonNode json) {}

  /** What it answers to a request that asks for something. */
  public Answer post(String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve(path))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> response = send(request.build());
    try {
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException problem) {
      throw new UncheckedIOException(response.body(), problem);
    }
  }

  /** Its metrics, as Prometheus reads them. */
  public String metrics() {
    return text("/metrics");
  }

  private int status(String path) {
    return get(path).statusCode();
  }

  private String text(String path) {
    return get(path).body();
  }

  private HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(url().resolve(path)).timeout(Duration.ofSeconds(5)).build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    process.resume();
    process.close();
    TemporaryFolder.delete(folder);
  }
}
