package dev.serin.delivery.affected.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.catalog.Toolchains;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@code uv.lock} of a workspace: what the members of a build reach by names. Where a name has
 * several versions, all count.
 */
final class UvLock implements SharedFile {
  private final String folder;
  private final String settings;
  private final Map<String, List<JsonNode>> byName = new HashMap<>();
  private final Map<String, String> namesByFolder = new HashMap<>();

  private UvLock(String folder, ObjectNode lock) {
    this.folder = folder;
    for (JsonNode each : lock.path("package")) {
      String name = each.path("name").asText();
      byName.computeIfAbsent(name, key -> new ArrayList<>()).add(each);
      for (String kind : List.of("editable", "virtual", "directory")) {
        String place = each.path("source").path(kind).asText("");
        if (!place.isEmpty()) {
          namesByFolder.put(place.equals(".") ? "" : place, name);
        }
      }
    }
    lock.remove(List.of("package", "manifest"));
    this.settings = Canonical.text(lock);
  }

  static Optional<SharedFile> parse(String folder, String text) throws JsonProcessingException {
    return Canonical.toml(text) instanceof ObjectNode lock && lock.path("package").isArray()
        ? Optional.of(new UvLock(folder, lock))
        : Optional.empty();
  }

  @Override
  public Optional<String> meaningTo(Reader reader) {
    Deque<String> open = new ArrayDeque<>();
    for (String start : reader.foldersBelow(folder, Toolchains.PYTHON)) {
      String name = namesByFolder.get(start);
      if (name == null) {
        return Optional.empty();
      }
      open.add(name);
    }
    Set<String> reached = new TreeSet<>();
    StringBuilder meaning = new StringBuilder(settings);
    Set<String> texts = new TreeSet<>();
    while (!open.isEmpty()) {
      String name = open.remove();
      if (reached.add(name)) {
        for (JsonNode each : byName.getOrDefault(name, List.of())) {
          texts.add(Canonical.text(each));
          each.path("dependencies").forEach(need -> open.add(need.path("name").asText()));
          for (String section : List.of("optional-dependencies", "dev-dependencies")) {
            each.path(section)
                .forEach(group -> group.forEach(need -> open.add(need.path("name").asText())));
          }
        }
      }
    }
    texts.forEach(meaning::append);
    return Optional.of(meaning.toString());
  }
}
