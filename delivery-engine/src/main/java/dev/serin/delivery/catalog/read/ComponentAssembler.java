package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.project.Project;
import dev.serin.delivery.catalog.project.ProjectReader;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes components from services and from all that they need.
 *
 * <p>Algorithm: 1. start with the services; 2. the needs of a component are the links of the
 * projects in its folder, and for a service or a group of projects also of those below, plus {@code
 * dependsOn}; links within its own folder are left out, since the folder is an input anyway; 3.
 * what is needed becomes a library component, unless it is a service, and is looked at in turn.
 */
final class ComponentAssembler {
  private final List<ProjectReader> readers;
  private final ProjectIndex projects;
  private final Targets targets;
  private final Problems problems;
  private final Map<String, ServiceFolder> services = new TreeMap<>();

  ComponentAssembler(
      List<ProjectReader> readers,
      ProjectIndex projects,
      List<ServiceFolder> services,
      Targets targets,
      Problems problems) {
    this.readers = readers;
    this.projects = projects;
    this.targets = targets;
    this.problems = problems;
    services.forEach(service -> this.services.put(service.folder(), service));
  }

  Collection<Component> assemble() {
    Map<String, Component> components = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(services.keySet());
    while (!open.isEmpty()) {
      String path = open.remove();
      if (components.containsKey(path)) {
        continue;
      }
      Component component = component(path);
      components.put(path, component);
      component.dependencies().forEach(dependency -> open.add(dependency.path()));
    }
    return components.values();
  }

  private Component component(String path) {
    Optional<ServiceFolder> service = Optional.ofNullable(services.get(path));
    List<Project> own = projects.at(path);
    boolean deep = service.isPresent() || own.stream().anyMatch(Project::group);
    List<Project> read = deep ? projects.below(path) : own;
    Map<String, Dependency> dependencies = new TreeMap<>();
    service.stream()
        .flatMap(each -> targets.of(each).stream())
        .forEach(dependency -> dependencies.putIfAbsent(dependency.path(), dependency));
    read.stream()
        .flatMap(project -> project.links().stream())
        .filter(link -> service.isPresent() || !link.onlyForTests())
        .filter(link -> !RepositoryPath.contains(/* folder= */ path, /* path= */ link.folder()))
        .sorted(Comparator.comparing(Project.Link::file).thenComparingInt(Project.Link::line))
        .forEach(
            link ->
                dependencies.putIfAbsent(
                    link.folder(),
                    new Dependency(
                        link.folder(), link.file(), link.line(), link.column(), link.reason())));
    Set<String> buildFiles = new TreeSet<>();
    read.forEach(project -> buildFiles.addAll(project.buildFiles()));
    buildFiles.removeIf(file -> RepositoryPath.contains(path, file));
    return new Component(
        name(path, service, own),
        path,
        service.isPresent() ? Component.Kind.SERVICE : Component.Kind.LIBRARY,
        toolchain(path, service, own),
        new ArrayList<>(dependencies.values()),
        buildFiles,
        service.flatMap(ServiceFolder::description));
  }

  private static String name(String path, Optional<ServiceFolder> service, List<Project> own) {
    return service
        .map(ServiceFolder::name)
        .or(() -> own.stream().map(Project::name).findFirst())
        .orElseGet(() -> RepositoryPath.name(path));
  }

  private String toolchain(String path, Optional<ServiceFolder> service, List<Project> own) {
    if (service.isEmpty()) {
      return own.stream().map(Project::toolchain).findFirst().orElse(Toolchains.FILES);
    }
    String file = RepositoryPath.child(path, ServiceDescription.FILE_NAME);
    Optional<String> wanted = service.get().description().flatMap(found -> found.build().tool());
    Optional<String> found =
        own.stream()
            .map(Project::toolchain)
            .filter(toolchain -> wanted.isEmpty() || wanted.get().equals(toolchain))
            .findFirst();
    if (found.isEmpty()) {
      List<String> files =
          readers.stream()
              .filter(reader -> wanted.isEmpty() || wanted.get().equals(reader.toolchain()))
              .map(ProjectReader::buildFiles)
              .toList();
      problems.add(
          file,
          wanted.map(tool -> "build.tool is '" + tool + "', but there").orElse("there")
              + " is no build file in "
              + path
              + "; looked for "
              + String.join(", ", files));
    }
    return found.orElse(Toolchains.FILES);
  }
}
