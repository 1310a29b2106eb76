package dev.serin.e2e.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Debian's registry, empty, on a free port of loopback; it deletes what it is told to. */
public final class LocalRegistry implements AutoCloseable {
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String address;
  private final OwnProcess process;

  private LocalRegistry(String address, OwnProcess process) {
    this.address = address;
    this.process = process;
  }

  /** Starts one that keeps its blobs and its log in a folder. */
  public static LocalRegistry start(Path folder) throws IOException {
    String address = "127.0.0.1:" + Ports.free();
    Path settings = folder.resolve("registry.yaml");
    Files.writeString(
        settings,
        "version: 0.1\nstorage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}\nhttp: {addr: %s}\n"
            .formatted(folder.resolve("blobs"), address));
    OwnProcess process =
        OwnProcess.start(
            "registry",
            folder,
            Map.of(),
            List.of(Binaries.path("docker-registry").toString(), "serve", settings.toString()));
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest ping = HttpRequest.newBuilder(URI.create("http://" + address + "/v2/")).build();
    Await.until(
        "answer of the registry",
        PATIENCE,
        () -> http.send(ping, BodyHandlers.discarding()).statusCode() == OK);
    return new LocalRegistry(address, process);
  }

  /** Its name in images' names. */
  public String address() {
    return address;
  }

  @Override
  public void close() {
    process.close();
  }
}
