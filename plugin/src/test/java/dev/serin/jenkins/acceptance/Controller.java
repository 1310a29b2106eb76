package dev.serin.jenkins.acceptance;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Jenkins on loopback, in a process of its own. A user's password is the user's name. */
final class Controller implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Pattern CRUMB = Pattern.compile("\"crumb\":\"([^\"]+)\"");

  private final Path home;
  private final List<String> command;
  private final int port;
  private Process process;

  private Controller(Path home, List<String> command, int port) throws IOException {
    this.home = home;
    this.command = command;
    this.port = port;
    this.process = launch();
  }

  /** Starts it on a home that is set up, and waits until it answers. */
  static Controller start(Path war, Path home, List<String> properties) throws IOException {
    int port = freePort();
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-Djenkins.install.runSetupWizard=false",
            "-Dhudson.model.UpdateCenter.never=true",
            "-Dhudson.model.DownloadService.never=true",
            "-Dhudson.plugins.git.GitSCM.ALLOW_LOCAL_CHECKOUT=true"));
    command.addAll(properties);
    command.addAll(
        List.of("-jar", war.toString(), "--httpListenAddress=127.0.0.1", "--httpPort=" + port));
    Controller controller = new Controller(home, command, port);
    controller.awaitAnswer();
    return controller;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JENKINS_HOME", home.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(home.resolveSibling("jenkins.log").toFile()));
    return builder.start();
  }

  private void awaitAnswer() {
    until("Jenkins is up", () -> get("admin", "/api/json").statusCode() == 200);
  }

  /** Ends it as a service manager would, and starts it again. */
  void restart() throws IOException {
    end();
    process = launch();
    awaitAnswer();
  }

  /** Waits for something to become true. */
  void until(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end) || !process.isAlive()) {
        throw new AssertionError("not so: " + what + "; see " + home.resolveSibling("jenkins.log"));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
  }

  /** What a user gets; status 0 when nothing answers. */
  HttpResponse<String> get(String user, String path) {
    return send(HttpClient.newHttpClient(), request(user, path).GET().build());
  }

  /** What a user's form does, with its crumb. */
  int post(String user, String path, String field, String value) {
    HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    Matcher crumb =
        CRUMB.matcher(send(client, request(user, "/crumbIssuer/api/json").GET().build()).body());
    String body = field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        request(user, path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (crumb.find()) {
      request.header("Jenkins-Crumb", crumb.group(1));
    }
    return send(client, request.build()).statusCode();
  }

  private HttpRequest.Builder request(String user, String path) {
    String login =
        Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Basic " + login);
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      return new NoResponse(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }
}
