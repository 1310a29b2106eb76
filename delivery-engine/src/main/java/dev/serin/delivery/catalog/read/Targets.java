package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.project.TextPlace;
import dev.serin.delivery.catalog.project.TreeIndex;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import dev.serin.delivery.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds what {@code dependsOn} names: at first a service or project at that path, then one of that
 * name, then any file or folder at that path.
 */
final class Targets {
  private final TreeIndex tree;
  private final ProjectIndex projects;
  private final Map<String, ServiceFolder> servicesByFolder = new TreeMap<>();
  private final Problems problems;

  Targets(TreeIndex tree, ProjectIndex projects, List<ServiceFolder> services, Problems problems) {
    this.tree = tree;
    this.projects = projects;
    this.problems = problems;
    services.forEach(service -> servicesByFolder.put(service.folder(), service));
  }

  /** Returns the dependencies that a described service adds; reports those that lead nowhere. */
  List<Dependency> of(ServiceFolder service) {
    List<Dependency> dependencies = new ArrayList<>();
    service
        .description()
        .ifPresent(
            description -> {
              String file = RepositoryPath.child(service.folder(), ServiceDescription.FILE_NAME);
              String text = tree.text(file, problems).orElse("");
              for (String target : description.dependsOn()) {
                TextPlace place = TextPlace.after("dependsOn", target, text);
                resolve(service, target, file, place)
                    .map(
                        path ->
                            new Dependency(
                                path, file, place.line(), place.column(), "dependsOn " + target))
                    .ifPresent(dependencies::add);
              }
            });
    return dependencies;
  }

  private Optional<String> resolve(
      ServiceFolder service, String target, String file, TextPlace place) {
    List<String> found = candidates(target);
    if (found.size() > 1) {
      problems.add(
          file,
          place.line(),
          place.column(),
          "dependsOn '" + target + "' may be " + String.join(" or ", found) + "; write the path");
      return Optional.empty();
    }
    if (found.isEmpty()) {
      List<String> words = projects.words();
      servicesByFolder.values().forEach(each -> words.add(each.name()));
      String guess = Suggestion.phrase(target, words);
      problems.add(
          file,
          place.line(),
          place.column(),
          "dependsOn '" + target + "' is neither a path nor the name of a component" + guess);
      return Optional.empty();
    }
    String path = found.get(0);
    String folder = service.folder();
    if (!path.equals(folder)
        && (RepositoryPath.contains(path, folder) || RepositoryPath.contains(folder, path))) {
      String relation =
          RepositoryPath.contains(path, folder) ? "holds the service" : "is part of the service";
      problems.add(
          file,
          place.line(),
          place.column(),
          "dependsOn '" + target + "' " + relation + " itself; leave it out");
      return Optional.empty();
    }
    return Optional.of(path);
  }

  private List<String> candidates(String target) {
    Optional<String> path = RepositoryPath.resolve(RepositoryPath.ROOT, target);
    if (path.isPresent()
        && (servicesByFolder.containsKey(path.get()) || !projects.at(path.get()).isEmpty())) {
      return List.of(path.get());
    }
    List<String> services =
        servicesByFolder.values().stream()
            .filter(service -> service.name().equals(target))
            .map(ServiceFolder::folder)
            .toList();
    if (!services.isEmpty()) {
      return services;
    }
    List<String> named = projects.named(target);
    if (!named.isEmpty()) {
      return named;
    }
    return path.filter(found -> tree.exists(found)).stream().toList();
  }
}
