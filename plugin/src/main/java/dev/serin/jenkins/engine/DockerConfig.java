package dev.serin.jenkins.engine;

import dev.serin.jenkins.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The file {@code config.json} that {@code docker login} leaves. */
final class DockerConfig {

  private DockerConfig() {}

  /**
   * The file's text.
   *
   * @param repository a registry with or without a path, such as registry.example/shop
   */
  static String of(String repository, String user, String password) {
    int slash = repository.indexOf('/');
    String host = slash < 0 ? repository : repository.substring(0, slash);
    String pair = user + ":" + password;
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return Json.write(Map.of("auths", Map.of(host, Map.of("auth", encoded))));
  }
}
