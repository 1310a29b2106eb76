package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.project.Project;
import dev.serin.delivery.git.RepositoryPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the services of a repository that describes none: the outermost folders whose build file
 * makes something that can be started. A service is named after its folder, in the root after its
 * project; where two would have the same name, after the whole path.
 */
final class Discovery {
  private static final int LONGEST_NAME = 50;

  private Discovery() {}

  static List<ServiceFolder> discover(ProjectIndex projects) {
    List<Project> outermost = new ArrayList<>();
    Set<String> folders = new HashSet<>();
    for (Project project : projects.runnable(folder -> true)) {
      if (!RepositoryPath.isInAny(folders, project.folder())) {
        folders.add(project.folder());
        outermost.add(project);
      }
    }
    Map<String, Long> uses =
        outermost.stream()
            .collect(Collectors.groupingBy(Discovery::shortName, Collectors.counting()));
    return outermost.stream()
        .map(
            project -> {
              String name = shortName(project);
              boolean unique = uses.getOrDefault(name, 0L) == 1;
              return new ServiceFolder(
                  project.folder(),
                  unique ? name : asName(project.folder().replace('/', '-')),
                  Optional.empty());
            })
        .toList();
  }

  /** Returns the name that a project would have as a service, if no other one has it. */
  static String shortName(Project project) {
    return asName(
        project.folder().equals(RepositoryPath.ROOT)
            ? project.name()
            : RepositoryPath.name(project.folder()));
  }

  private static String asName(String text) {
    String name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
    if (name.isEmpty()) {
      return "service";
    }
    return name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("-+$", "");
  }
}
