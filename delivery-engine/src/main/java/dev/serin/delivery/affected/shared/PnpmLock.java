package dev.serin.delivery.affected.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.git.RepositoryPath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A {@code pnpm-lock.yaml} of a workspace, formats 5 to 9.
 *
 * <p>Algorithm: 1. start at the importers of the root and of the build's packages; 2. follow
 * versions to packages and their snapshots, and links to other importers; 3. what was reached, and
 * the settings, is what the file means. A version that leads nowhere means that the format is not
 * understood, so that the whole file counts.
 */
final class PnpmLock implements SharedFile {
  private static final String LINK = "link:";
  private static final List<String> NEEDS =
      List.of("dependencies", "devDependencies", "optionalDependencies");

  private final String folder;
  private final JsonNode lock;
  private final String settings;

  private PnpmLock(String folder, ObjectNode lock) {
    this.folder = folder;
    this.lock = lock.deepCopy();
    lock.remove(List.of("importers", "packages", "snapshots", "catalogs"));
    this.settings = Canonical.text(lock);
  }

  static Optional<SharedFile> parse(String folder, String text) throws JsonProcessingException {
    JsonNode lock = Canonical.yaml(text);
    return lock instanceof ObjectNode object && object.path("importers").isObject()
        ? Optional.of(new PnpmLock(folder, object))
        : Optional.empty();
  }

  @Override
  public Optional<String> meaningTo(Reader reader) {
    Map<String, String> reached = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(importer("."));
    for (String start : reader.foldersBelow(folder, Toolchains.NPM)) {
      String place = start.isEmpty() ? "." : start;
      if (!lock.path("importers").has(place)) {
        return Optional.empty();
      }
      open.add(importer(place));
    }
    while (!open.isEmpty()) {
      String key = open.remove();
      if (reached.containsKey(key)) {
        continue;
      }
      reached.put(key, content(key));
      for (JsonNode entry : entries(key)) {
        for (String section : NEEDS) {
          for (Map.Entry<String, JsonNode> need : entry.path(section).properties()) {
            Optional<String> next = find(key, need.getKey(), version(need.getValue()));
            if (next.isEmpty()) {
              return Optional.empty();
            }
            open.add(next.get());
          }
        }
      }
    }
    return Optional.of(settings + reached);
  }

  private static String importer(String place) {
    return "importer " + place;
  }

  private List<JsonNode> entries(String key) {
    return key.startsWith("importer ")
        ? List.of(lock.path("importers").path(key.substring("importer ".length())))
        : List.of(lock.path("packages").path(key), lock.path("snapshots").path(key));
  }

  private String content(String key) {
    String plain = key.replaceFirst("\\(.*$", "");
    StringBuilder content = new StringBuilder();
    entries(key).forEach(entry -> content.append(Canonical.text(entry)));
    return content.append(Canonical.text(lock.path("packages").path(plain))).toString();
  }

  private static String version(JsonNode need) {
    return need.isObject() ? need.path("version").asText() : need.asText();
  }

  private Optional<String> find(String from, String name, String version) {
    if (version.startsWith(LINK)) {
      String base = from.startsWith("importer ") ? from.substring("importer ".length()) : ".";
      return RepositoryPath.resolve(base, version.substring(LINK.length())).map(PnpmLock::importer);
    }
    return List.of(
            name + "@" + version,
            version,
            "/" + name + "@" + version,
            "/" + name + "/" + version,
            "/" + version)
        .stream()
        .filter(key -> lock.path("snapshots").has(key) || lock.path("packages").has(key))
        .findFirst();
  }
}
