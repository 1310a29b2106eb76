package dev.serin.demo.place.local;

import dev.serin.demo.place.DemoException;
import dev.serin.demo.place.LogFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The deploy agent, running beside the demo as a process of its own. */
final class AgentProcess implements AutoCloseable {
  private static final Duration MOST_START = Duration.ofSeconds(90);
  private static final Duration MOST_STOP = Duration.ofSeconds(5);

  private final Process process;
  private final URI address;
  private final Path log;

  private AgentProcess(Process process, URI address, Path log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  /**
   * Starts it; it is not ready yet.
   *
   * @param jar its jar
   * @param kubeconfig how it reaches the cluster
   * @param log where its output goes
   */
  static AgentProcess start(Path jar, Path kubeconfig, Path log) {
    int port = freePort();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-jar",
            jar.toString());
    Map<String, String> environment = builder.environment();
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put(
        "SERIN_AGENT_HISTORY_URL",
        "jdbc:sqlite:" + log.resolveSibling("history.db").toAbsolutePath());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new AgentProcess(process, URI.create("http://127.0.0.1:" + port), log);
    } catch (IOException problem) {
      throw new DemoException("The deploy agent could not be started: " + problem, problem);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException problem) {
      throw new DemoException("There is no free port on 127.0.0.1: " + problem, problem);
    }
  }

  /** Where its API and console are. */
  URI address() {
    return address;
  }

  /** Waits until it says that it is ready. */
  void awaitReady() throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest question =
        HttpRequest.newBuilder(address.resolve("/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long giveUp = System.nanoTime() + MOST_START.toNanos();
    while (System.nanoTime() < giveUp) {
      checkAlive();
      if (answersWith200(client, question)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new DemoException(
        "The deploy agent was not ready within " + MOST_START.toSeconds() + " s:\n" + lastLines());
  }

  /**
   * Makes sure that it is still there.
   *
   * @throws DemoException with the end of its log when it is not
   */
  void checkAlive() {
    if (!process.isAlive()) {
      throw new DemoException(
          "The deploy agent ended with exit code " + process.exitValue() + ":\n" + lastLines());
    }
  }

  private static boolean answersWith200(HttpClient client, HttpRequest question)
      throws InterruptedException {
    try {
      return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String lastLines() {
    return String.join("\n", LogFile.lastLines(log));
  }

  /** Asks it to stop, and kills it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(MOST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
