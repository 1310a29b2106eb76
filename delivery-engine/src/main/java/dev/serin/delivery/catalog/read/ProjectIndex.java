package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.project.Project;
import dev.serin.delivery.catalog.project.ProjectReader;
import dev.serin.delivery.catalog.project.TreeIndex;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The projects of a commit by folder; the first of a folder is the one that counts by default. */
final class ProjectIndex {
  private final NavigableMap<String, List<Project>> byFolder = new TreeMap<>();

  ProjectIndex(List<ProjectReader> readers, TreeIndex tree, Problems problems) {
    for (ProjectReader reader : readers) {
      for (Project project : reader.read(tree, problems)) {
        byFolder.computeIfAbsent(project.folder(), folder -> new ArrayList<>()).add(project);
      }
    }
  }

  List<Project> at(String folder) {
    return byFolder.getOrDefault(folder, List.of());
  }

  Optional<Project> first(String folder) {
    return at(folder).stream().findFirst();
  }

  /**
   * Returns the first project of each folder that can be started, sorted by folder.
   *
   * @param folders tells which folders to look at
   */
  List<Project> runnable(Predicate<String> folders) {
    return byFolder.entrySet().stream()
        .filter(entry -> folders.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .filter(projects -> projects.stream().noneMatch(Project::group))
        .flatMap(projects -> projects.stream().filter(Project::isRunnable).limit(1))
        .toList();
  }

  /** Returns all projects in a folder and below. */
  List<Project> below(String folder) {
    if (folder.equals(RepositoryPath.ROOT)) {
      return byFolder.values().stream().flatMap(List::stream).toList();
    }
    // '0' is the character behind the slash.
    return Stream.concat(
            at(folder).stream(),
            byFolder.subMap(folder + "/", folder + "0").values().stream().flatMap(List::stream))
        .toList();
  }

  /** Returns the folders whose projects have a name, sorted. */
  List<String> named(String name) {
    return byFolder.values().stream()
        .flatMap(List::stream)
        .filter(project -> project.name().equals(name))
        .map(Project::folder)
        .distinct()
        .toList();
  }

  /** Returns all folders and names, for suggestions. */
  List<String> words() {
    List<String> words = new ArrayList<>(byFolder.keySet());
    byFolder.values().forEach(projects -> projects.forEach(each -> words.add(each.name())));
    return words;
  }
}
