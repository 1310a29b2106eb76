package dev.serin.delivery.build.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@code package-lock.json} holds fast, and what not. */
final class PackageLock {
  private static final int LARGEST = 16 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private PackageLock() {}

  /** The packages of a folder that npm fetches without a hash to hold them to. */
  static List<String> unpinned(String folder, CommitTree tree) {
    Optional<String> content =
        NodeInstall.of(folder, tree)
            .flatMap(
                found ->
                    tree.readText(RepositoryPath.child(found.root(), NodeInstall.LOCK), LARGEST));
    return content
        .map(PackageLock::unpinned)
        .orElse(List.of("no package-lock.json holds the packages fast: run 'npm install'"));
  }

  private static List<String> unpinned(String content) {
    try {
      JsonNode packages = JSON.readTree(content).path("packages");
      return packages.isObject()
          ? packages.properties().stream()
              .filter(each -> isUnpinned(each.getKey(), each.getValue()))
              .map(Map.Entry::getKey)
              .map(
                  "%s in package-lock.json has no hash ('integrity'): run 'npm install' to add it"
                      ::formatted)
              .toList()
          : List.of("package-lock.json is of an old form: run 'npm install' to renew it");
    } catch (JsonProcessingException notJson) {
      return List.of("package-lock.json is not JSON: run 'npm install' to renew it");
    }
  }

  /**
   * Links lead to folders of the repository, bundled packages are part of others, and a commit of
   * another repository is named by what it holds.
   */
  private static boolean isUnpinned(String path, JsonNode entry) {
    boolean installed = path.startsWith("node_modules/") || path.contains("/node_modules/");
    boolean here = entry.path("link").asBoolean() || entry.path("inBundle").asBoolean();
    boolean commit = entry.path("resolved").asText().matches("git\\+.*#[0-9a-f]{40,64}");
    return installed && !here && !commit && !entry.has("integrity");
  }
}
