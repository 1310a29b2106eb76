package dev.serin.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL on a free port of loopback, with its data in a temporary folder. It can be
 * killed and started again.
 *
 * <p>It does not run as root. A test that does gives it a user namespace in which the same user has
 * another number: so it can read its programs and its data, wherever they are.
 */
public final class PostgresServer implements AutoCloseable {

  /** Who logs in. */
  public static final String USER = "serin";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path programs = Objects.requireNonNull(Binaries.path("postgres").getParent());
  private final Path folder = TemporaryFolder.create("postgres");
  private final String password = UUID.randomUUID().toString();
  private final int port = Ports.free();
  private @Nullable OwnProcess process;

  private PostgresServer() {}

  /** Starts a server with an empty database; returns when it can be used. */
  public static PostgresServer create() {
    PostgresServer server = new PostgresServer();
    try {
      server.initialize();
      server.start();
      return server;
    } catch (Throwable problem) {
      server.close();
      throw problem;
    }
  }

  private void initialize() {
    try {
      Path file = Files.writeString(folder.resolve("password"), password);
      OwnProcess initdb =
          OwnProcess.start(
              "initdb",
              folder,
              environment(),
              words(
                  "initdb",
                  "--pgdata=" + data(),
                  "--username=" + USER,
                  "--pwfile=" + file,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--no-sync"));
      Await.until("database folder", PATIENCE, () -> !initdb.alive());
      if (!Files.exists(data().resolve("PG_VERSION"))) {
        throw new AssertionError("initdb: " + initdb.logTail(20));
      }
      initdb.close();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Map<String, String> environment() {
    Path root = programs.resolve("../../../../..").normalize();
    try (var folders = Files.list(root.resolve("usr/lib"))) {
      List<String> libraries =
          folders
              .filter(each -> each.toString().endsWith("-linux-gnu"))
              .map(Path::toString)
              .toList();
      return Map.of("LD_LIBRARY_PATH", String.join(":", libraries));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private List<String> words(String program, String... arguments) {
    List<String> words = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      words.addAll(List.of("unshare", "--user", "--map-user=65534", "--map-group=65534"));
    }
    words.add(programs.resolve(program).toString());
    words.addAll(List.of(arguments));
    return words;
  }

  /** Starts it, with the data that it had; returns when it can be used. */
  public void start() {
    OwnProcess started =
        OwnProcess.start(
            "postgres",
            folder,
            environment(),
            words(
                "postgres",
                "-D",
                data().toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=20"));
    process = started;
    started.awaitReady(
        () -> {
          String log = started.log();
          return log.lastIndexOf("ready to accept connections") > log.lastIndexOf("starting Post");
        });
  }

  /** {@code kill -9}; the processes that it has started end with it. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** What an agent needs to write its history there. */
  public Map<String, String> environmentOfAgent() {
    return Map.of(
        "SERIN_AGENT_HISTORY_URL",
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "SERIN_AGENT_HISTORY_USER",
        USER,
        "SERIN_AGENT_HISTORY_PASSWORD_FILE",
        folder.resolve("password").toString());
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    TemporaryFolder.delete(folder);
  }
}
