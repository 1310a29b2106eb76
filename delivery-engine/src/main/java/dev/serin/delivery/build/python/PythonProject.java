package dev.serin.delivery.build.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.serin.delivery.build.toolchain.ToolVersion;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the files of a Python project say about building it.
 *
 * @param toml its {@code pyproject.toml}
 * @param requirements lines of its {@code requirements.txt}, without comments
 */
record PythonProject(JsonNode toml, List<String> requirements) {
  private static final int LARGEST = 4 * 1024 * 1024;
  private static final TomlMapper TOML = new TomlMapper();

  static PythonProject read(CommitTree tree, String folder) {
    String pyproject =
        tree.readText(RepositoryPath.child(folder, "pyproject.toml"), LARGEST).orElse("");
    List<String> requirements =
        tree.readText(RepositoryPath.child(folder, "requirements.txt"), LARGEST)
            .orElse("")
            .lines()
            .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    return new PythonProject(parse(pyproject), requirements);
  }

  /** The oldest Python that it runs on, if it says so. */
  Optional<ToolVersion> pythonVersion() {
    return ToolVersion.in(toml.path("project").path("requires-python").asText());
  }

  /** Packages that it needs when it runs, unless {@code requirements.txt} pins them. */
  List<String> dependencies() {
    List<String> names = new ArrayList<>();
    toml.path("project").path("dependencies").forEach(name -> names.add(name.asText()));
    return names;
  }

  /**
   * What pip chooses anew with each build. Only a list with hashes names every package, for pip
   * refuses all others then; versions alone leave out what the packages need in their turn.
   */
  List<String> unpinned() {
    String advice =
        ": list all packages in requirements.txt with hashes (pip-compile --generate-hashes)";
    if (requirements.isEmpty()) {
      return dependencies().isEmpty()
          ? List.of()
          : List.of("pip chooses the versions of " + String.join(", ", dependencies()) + advice);
    }
    boolean hashed =
        requirements.stream()
            .anyMatch(line -> line.startsWith("--require-hashes") || line.contains("--hash="));
    return hashed
        ? List.of()
        : List.of("pip chooses what the packages in requirements.txt need" + advice);
  }

  /** Whether its tests are written for pytest. */
  boolean usesPytest() {
    boolean configured = toml.path("tool").has("pytest");
    return configured || requirements.stream().anyMatch(line -> line.startsWith("pytest"));
  }

  private static JsonNode parse(String pyproject) {
    try {
      return TOML.readTree(pyproject);
    } catch (JsonProcessingException notToml) {
      // The catalogue has refused such a file already; without it the defaults hold.
      return TOML.missingNode();
    }
  }
}
