package dev.serin.delivery.affected.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.git.RepositoryPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A {@code yarn.lock} of a workspace: of Yarn 1, or of later versions, which is YAML.
 *
 * <p>Algorithm: 1. start with what the {@code package.json} of the root and of the build's packages
 * ask for; 2. each name with its range leads to an entry, whose own needs follow; 3. a range that
 * no entry names may be replaced by another one, so that all entries of that name count; a name
 * without any entry is a package of the workspace.
 */
final class YarnLock implements SharedFile {
  private static final List<String> NEEDS =
      List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");

  /** One entry: its text, and what it needs. */
  private record Entry(String text, Map<String, String> needs) {}

  private final String folder;
  private final Map<String, Entry> bySpecifier = new HashMap<>();
  private final Map<String, List<String>> specifiersByName = new HashMap<>();

  private YarnLock(String folder) {
    this.folder = folder;
  }

  static Optional<SharedFile> parse(String folder, String text) throws JsonProcessingException {
    YarnLock lock = new YarnLock(folder);
    if (text.contains("# yarn lockfile v1")) {
      YarnClassic.read(text).forEach(each -> lock.add(each.header(), each.text(), each.needs()));
      return Optional.of(lock);
    }
    JsonNode yaml = Canonical.yaml(text);
    if (!yaml.has("__metadata")) {
      return Optional.empty();
    }
    for (Map.Entry<String, JsonNode> each : yaml.properties()) {
      Map<String, String> needs = new TreeMap<>();
      for (String section : NEEDS) {
        each.getValue()
            .path(section)
            .properties()
            .forEach(need -> needs.put(need.getKey(), need.getValue().asText()));
      }
      lock.add(each.getKey(), Canonical.text(each.getValue()), needs);
    }
    return Optional.of(lock);
  }

  @Override
  public Optional<String> meaningTo(Reader reader) {
    Map<String, String> reached = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>();
    List<String> folders = new ArrayList<>(reader.foldersBelow(folder, Toolchains.NPM));
    folders.add("");
    for (String each : folders) {
      String place = each.isEmpty() ? folder : RepositoryPath.child(folder, each);
      Optional<JsonNode> description = description(reader, place);
      if (description.isEmpty()) {
        return Optional.empty();
      }
      for (String section : NEEDS) {
        description
            .get()
            .path(section)
            .properties()
            .forEach(need -> open.addAll(find(need.getKey(), need.getValue().asText())));
      }
    }
    while (!open.isEmpty()) {
      String specifier = open.remove();
      Entry entry = bySpecifier.getOrDefault(specifier, new Entry("", Map.of()));
      if (reached.putIfAbsent(specifier, entry.text()) == null) {
        entry.needs().forEach((name, range) -> open.addAll(find(name, range)));
      }
    }
    return Optional.of(reached.toString());
  }

  private static Optional<JsonNode> description(Reader reader, String place) {
    try {
      Optional<String> text = reader.text(RepositoryPath.child(place, "package.json"));
      return text.isEmpty() ? Optional.empty() : Optional.of(Canonical.json(text.get()));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private void add(String header, String text, Map<String, String> needs) {
    Entry entry = new Entry(text, needs);
    for (String specifier : header.split(",\\s*")) {
      bySpecifier.put(specifier, entry);
      String name = specifier.substring(0, Math.max(0, specifier.indexOf('@', 1)));
      specifiersByName.computeIfAbsent(name, key -> new ArrayList<>()).add(specifier);
    }
  }

  private List<String> find(String name, String range) {
    for (String specifier : List.of(name + "@" + range, name + "@npm:" + range)) {
      if (bySpecifier.containsKey(specifier)) {
        return List.of(specifier);
      }
    }
    return specifiersByName.getOrDefault(name, List.of());
  }
}
