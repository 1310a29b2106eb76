package dev.serin.delivery.catalog.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The POMs of a commit, their parents and their properties. */
final class PomFamily {
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^${}]+)}");
  private static final int REPLACEMENT_LIMIT = 20;
  private static final int LONGEST_TEXT = 1000;

  private final Map<String, Pom> byPath;
  private final Map<String, List<Pom>> byArtifact = new HashMap<>();
  private final Map<Pom, List<Pom>> lineages = new HashMap<>();

  PomFamily(Map<String, Pom> byPath) {
    this.byPath = Map.copyOf(byPath);
    byPath
        .values()
        .forEach(
            pom -> byArtifact.computeIfAbsent(pom.artifactId(), k -> new ArrayList<>()).add(pom));
  }

  /** Returns the POM itself, its parent, its parent's parent and so on, as far as they are here. */
  List<Pom> lineage(Pom pom) {
    List<Pom> known = lineages.get(pom);
    if (known != null) {
      return known;
    }
    Set<Pom> lineage = new LinkedHashSet<>();
    Optional<Pom> next = Optional.of(pom);
    while (next.isPresent() && lineage.add(next.get())) {
      next = parent(next.get());
    }
    List<Pom> result = List.copyOf(lineage);
    lineages.put(pom, result);
    return result;
  }

  /**
   * Finds a module by its coordinates. A group that holds a property whose value is not in the
   * repository matches any.
   */
  Optional<Pom> find(String groupId, String artifactId) {
    return byArtifact.getOrDefault(artifactId, List.of()).stream()
        .filter(
            pom ->
                groupId.contains("${")
                    || fill(pom.groupId(), pom).contains("${")
                    || fill(pom.groupId(), pom).equals(groupId))
        .findFirst();
  }

  /** Replaces properties by their values as a module sees them; unknown ones stay. */
  String fill(String text, Pom module) {
    String filled = text;
    for (int round = 0; round < REPLACEMENT_LIMIT && filled.contains("${"); round++) {
      Matcher matcher = PROPERTY.matcher(filled);
      StringBuilder next = new StringBuilder();
      boolean changed = false;
      while (matcher.find()) {
        Optional<String> value = property(matcher.group(1), module);
        changed |= value.isPresent();
        matcher.appendReplacement(next, Matcher.quoteReplacement(value.orElse(matcher.group())));
        if (next.length() > LONGEST_TEXT) {
          return text;
        }
      }
      matcher.appendTail(next);
      if (!changed || next.length() > LONGEST_TEXT) {
        return filled;
      }
      filled = next.toString();
    }
    return filled;
  }

  private Optional<String> property(String name, Pom module) {
    switch (name) {
      case "project.groupId", "pom.groupId", "groupId" -> {
        return Optional.of(module.groupId());
      }
      case "project.artifactId", "pom.artifactId", "artifactId" -> {
        return Optional.of(module.artifactId());
      }
      case "project.parent.groupId", "parent.groupId" -> {
        return module.parent().flatMap(parent -> parent.childText("groupId"));
      }
      default -> {
        return lineage(module).stream()
            .flatMap(pom -> Optional.ofNullable(pom.properties().get(name)).stream())
            .findFirst();
      }
    }
  }

  private Optional<Pom> parent(Pom pom) {
    Optional<XmlElement> parent = pom.parent();
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    String group = parent.get().childText("groupId").orElse("");
    String artifact = parent.get().childText("artifactId").orElse("");
    Optional<Pom> atPath =
        pom.parentPath()
            .flatMap(path -> Optional.ofNullable(byPath.get(path)))
            .filter(found -> found.artifactId().equals(artifact))
            .filter(found -> found.groupId().equals(group) || found.groupId().contains("${"));
    return atPath.or(
        () ->
            byArtifact.getOrDefault(artifact, List.of()).stream()
                .filter(found -> found.groupId().equals(group))
                .findFirst());
  }
}
