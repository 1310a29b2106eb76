package dev.serin.delivery.build.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.build.toolchain.ToolVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a {@code package.json} says about building and starting.
 *
 * @param json the file
 */
record NodePackage(JsonNode json) {
  static final String FILE_NAME = "package.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A start script that needs no shell: {@code node}, then plain words. */
  private static final Pattern PLAIN_START = Pattern.compile("node( [\\w./=:@-]+)+");

  /** Reads a file's content; what is not JSON says nothing, and npm says why. */
  static NodePackage parse(String content) {
    try {
      return new NodePackage(JSON.readTree(content));
    } catch (JsonProcessingException notJson) {
      return new NodePackage(JSON.missingNode());
    }
  }

  /** The oldest Node that it runs on, if it says so. */
  Optional<ToolVersion> nodeVersion() {
    return ToolVersion.in(json.path("engines").path("node").asText());
  }

  boolean hasDependencies() {
    return notEmpty("dependencies") || notEmpty("optionalDependencies") || hasDevDependencies();
  }

  boolean hasDevDependencies() {
    return notEmpty("devDependencies");
  }

  boolean hasScript(String name) {
    return !json.path("scripts").path(name).asText().isBlank();
  }

  /** The command that starts it, if it says one that needs no shell. */
  Optional<List<String>> startCommand() {
    String start = json.path("scripts").path("start").asText().strip();
    if (PLAIN_START.matcher(start).matches()) {
      return Optional.of(List.of(start.split(" ")));
    }
    String main = json.path("main").asText();
    return main.isBlank() ? Optional.empty() : Optional.of(List.of("node", main));
  }

  private boolean notEmpty(String field) {
    return !json.path(field).isEmpty();
  }
}
