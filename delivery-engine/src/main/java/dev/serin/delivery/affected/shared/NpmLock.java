package dev.serin.delivery.affected.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.catalog.Toolchains;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code package-lock.json} of a workspace, from version 2 on.
 *
 * <p>Algorithm: 1. start at the root and at the packages of the build; 2. each name that an entry
 * depends on is looked for as Node does: in {@code node_modules} of its folder, then of each folder
 * above; 3. what was reached is what the file means to the build. The root's own dependencies are
 * there for every package, so they always count.
 */
final class NpmLock implements SharedFile {
  private static final String MODULES = "node_modules/";
  private static final List<String> NEEDS =
      List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");

  private final String folder;
  private final JsonNode packages;

  private NpmLock(String folder, JsonNode packages) {
    this.folder = folder;
    this.packages = packages;
  }

  static Optional<SharedFile> parse(String folder, String text) throws JsonProcessingException {
    JsonNode packages = Canonical.json(text).path("packages");
    if (!(packages.path("") instanceof ObjectNode root)) {
      return Optional.empty();
    }
    root.remove(List.of("name", "version", "workspaces", "license"));
    return Optional.of(new NpmLock(folder, packages));
  }

  @Override
  public Optional<String> meaningTo(Reader reader) {
    Map<String, String> reached = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(""));
    for (String start : reader.foldersBelow(folder, Toolchains.NPM)) {
      if (!packages.has(start)) {
        return Optional.empty();
      }
      open.add(start);
    }
    while (!open.isEmpty()) {
      String place = open.remove();
      JsonNode entry = packages.path(place);
      if (reached.putIfAbsent(place, Canonical.text(entry)) == null) {
        if (entry.path("link").asBoolean()) {
          open.add(entry.path("resolved").asText());
        }
        for (String section : NEEDS) {
          entry.path(section).fieldNames().forEachRemaining(name -> open.addAll(find(place, name)));
        }
      }
    }
    return Optional.of(reached.toString());
  }

  private List<String> find(String place, String name) {
    List<String> found = new ArrayList<>();
    String above = place;
    while (found.isEmpty()) {
      String candidate = (above.isEmpty() ? "" : above + "/") + MODULES + name;
      if (packages.has(candidate)) {
        found.add(candidate);
      } else if (above.isEmpty()) {
        return List.of();
      }
      above = above.contains("/") ? above.substring(0, above.lastIndexOf('/')) : "";
    }
    return found;
  }
}
