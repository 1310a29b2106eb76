package dev.serin.delivery.build.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a {@code package-lock.json} holds fast, and what not. */
final class PackageLock {
  static final String FILE_NAME = "package-lock.json";
  static final int LARGEST = 16 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private PackageLock() {}

  /**
   * The packages that npm fetches without a hash to hold them to. Links to folders of the
   * repository and commits of other repositories are named by what they hold.
   */
  static List<String> unpinned(String content) {
    List<String> unpinned = new ArrayList<>();
    try {
      JsonNode packages = JSON.readTree(content).path("packages");
      for (Map.Entry<String, JsonNode> each : packages.properties()) {
        JsonNode entry = each.getValue();
        String from = entry.path("resolved").asText();
        boolean remote = from.startsWith("http://") || from.startsWith("https://");
        if (remote && !entry.has("integrity")) {
          unpinned.add(
              "%s in package-lock.json has no hash ('integrity'): run 'npm install' to add it"
                  .formatted(each.getKey()));
        }
      }
    } catch (JsonProcessingException notJson) {
      // npm refuses such a file, so there will be no image.
      return List.of();
    }
    return unpinned;
  }
}
