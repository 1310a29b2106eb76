package dev.serin.e2e.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One etcd on a free port of loopback, asked by its JSON gateway. */
public final class EtcdServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url = "http://127.0.0.1:" + Ports.free();
  private final OwnProcess process;

  /**
   * Starts it.
   *
   * @param folder for its data and its log
   * @param flags further flags
   */
  EtcdServer(Path folder, List<String> flags) {
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
    words.addAll(flags);
    process = OwnProcess.start("etcd", folder, Map.of(), words);
  }

  /** Waits until it can be used. */
  void awaitReady() {
    process.awaitReady(
        () -> {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create(url + "/readyz")).timeout(LIMIT).build();
          return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        });
  }

  /** Where it listens. */
  String url() {
    return url;
  }

  /**
   * Asks it.
   *
   * @param path such as {@code /v3/maintenance/alarm}
   * @param body the request
   */
  public JsonNode ask(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(LIMIT)
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
        ask("/v3/kv/range", "{\"key\":\"" + key + "\"}").path("header").path("revision").asText();
    JsonNode unused =
        ask("/v3/kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
  }

  /** Gives the room of what was deleted and compacted back, and ends the alarm that it was full. */
  public void makeRoom() {
    compact();
    JsonNode unused = ask("/v3/maintenance/defragment", "{}");
    for (JsonNode alarm : ask("/v3/maintenance/alarm", "{\"action\":\"GET\"}").path("alarms")) {
      unused =
          ask(
              "/v3/maintenance/alarm",
              "{\"action\":\"DEACTIVATE\",\"memberID\":\""
                  + alarm.path("memberID").asText()
                  + "\",\"alarm\":\"NOSPACE\"}");
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
