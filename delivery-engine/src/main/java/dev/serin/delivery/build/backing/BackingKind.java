package dev.serin.delivery.build.backing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A kind of backing service, as a program of this machine.
 *
 * @param program that serves
 * @param setUp makes its folder ready; nothing when it needs none
 * @param command serves until it is ended, on loopback only
 * @param variables tell the program where its files and ports are
 * @param told variables that tell the tests where it is
 */
record BackingKind(
    String program,
    List<String> setUp,
    List<String> command,
    Map<String, String> variables,
    Map<String, String> told) {
  private static final String HOST = "127.0.0.1";

  /** Copies the collections. */
  BackingKind {
    setUp = List.copyOf(setUp);
    command = List.copyOf(command);
    variables = Map.copyOf(variables);
    told = Map.copyOf(told);
  }

  /**
   * Returns how a kind is run.
   *
   * @param name as {@code build.needs} says it
   */
  static BackingKind of(String name, Path folder, int port) {
    return switch (name) {
      case "postgres" -> postgres(folder.resolve("data").toString(), String.valueOf(port));
      case "redis" -> redis(folder.toString(), String.valueOf(port));
      case "rabbitmq" -> rabbitmq(folder, port);
      default ->
          throw new IllegalArgumentException("the catalogue lets no such need through: " + name);
    };
  }

  private static BackingKind postgres(String data, String port) {
    return new BackingKind(
        "postgres",
        List.of("initdb", "-D", data, "-U", "serin", "-A", "trust", "-E", "UTF8", "--no-sync"),
        List.of(
            "postgres", "-D", data, "-p", port, "-h", HOST, "-F", "-c", "unix_socket_directories="),
        Map.of(),
        Map.of(
            "DATABASE_URL",
            "postgres://serin@" + HOST + ":" + port + "/postgres",
            "PGHOST",
            HOST,
            "PGPORT",
            port,
            "PGUSER",
            "serin",
            "PGDATABASE",
            "postgres"));
  }

  private static BackingKind redis(String folder, String port) {
    return new BackingKind(
        "redis-server",
        List.of(),
        List.of(
            "redis-server",
            "--port",
            port,
            "--bind",
            HOST,
            "--dir",
            folder,
            "--save",
            "",
            "--appendonly",
            "no"),
        Map.of(),
        Map.of(
            "REDIS_URL", "redis://" + HOST + ":" + port, "REDIS_HOST", HOST, "REDIS_PORT", port));
  }

  private static BackingKind rabbitmq(Path folder, int port) {
    return new BackingKind(
        "rabbitmq-server",
        List.of(),
        List.of("rabbitmq-server"),
        Map.of(
            "RABBITMQ_NODE_IP_ADDRESS",
            HOST,
            "RABBITMQ_NODE_PORT",
            String.valueOf(port),
            "RABBITMQ_NODENAME",
            "serin" + port + "@localhost",
            "RABBITMQ_MNESIA_BASE",
            folder.resolve("data").toString(),
            "RABBITMQ_LOG_BASE",
            folder.resolve("log").toString()),
        Map.of("AMQP_URL", "amqp://guest:guest@" + HOST + ":" + port));
  }
}
