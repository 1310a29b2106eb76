package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.project.DockerfileProjects;
import dev.serin.delivery.catalog.project.MavenProjects;
import dev.serin.delivery.catalog.project.NpmProjects;
import dev.serin.delivery.catalog.project.Project;
import dev.serin.delivery.catalog.project.ProjectReader;
import dev.serin.delivery.catalog.project.PythonProjects;
import dev.serin.delivery.catalog.project.TreeIndex;
import dev.serin.delivery.catalog.project.go.GoProjects;
import dev.serin.delivery.catalog.project.gradle.GradleProjects;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.Problem;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the catalogue of a commit.
 *
 * <p>Algorithm: 1. read the build files of every toolchain; 2. read every {@code service.yaml}; 3.
 * when there is any, the folders with one are the services, else every outermost folder that holds
 * something to start is one; 4. libraries are what services need; 5. check names, paths and cycles.
 * All problems are reported together.
 */
public final class CatalogReader implements CatalogSource {
  private final List<ProjectReader> readers;

  /**
   * Makes a reader.
   *
   * @param readers the toolchains; where a folder has several, the first one builds it
   */
  public CatalogReader(List<ProjectReader> readers) {
    this.readers = List.copyOf(readers);
  }

  /** Returns a reader for all toolchains that Serin knows. */
  public static CatalogReader standard() {
    return new CatalogReader(
        List.of(
            new MavenProjects(),
            new GradleProjects(),
            new GoProjects(),
            new NpmProjects(),
            new PythonProjects(),
            new DockerfileProjects()));
  }

  @Override
  public Catalog read(CommitTree tree) {
    return readNoting(tree).catalog();
  }

  /**
   * Reads the catalogue and notes what it was read from.
   *
   * @throws InvalidInputException with all problems, when there are any
   */
  public Reading readNoting(CommitTree tree) {
    Problems problems = new Problems();
    List<Problem> notes = new ArrayList<>();
    TreeIndex index = new TreeIndex(tree);
    ProjectIndex projects = new ProjectIndex(readers, index, problems);
    List<ServiceFolder> services = services(index, projects, problems, notes);
    checkNames(services, problems);
    Targets targets = new Targets(index, projects, services, problems);
    Collection<Component> components =
        new ComponentAssembler(readers, projects, services, targets, problems).assemble();
    components.forEach(component -> checkPath(component.path(), problems));
    Cycles.find(components).ifPresent(problems::add);
    int count = problems.list().size();
    problems.throwIfAny(
        "The catalogue of commit "
            + tree.commit().shortId()
            + " has "
            + (count == 1 ? "a problem:" : count + " problems:"));
    return new Reading(new Catalog(components, notes), index.questions());
  }

  /**
   * Returns what could be a service but has no {@code service.yaml} yet, sorted by folder.
   *
   * @throws InvalidInputException when build files or descriptions have problems
   */
  public List<Proposal> proposals(CommitTree tree) {
    Problems problems = new Problems();
    TreeIndex index = new TreeIndex(tree);
    ProjectIndex projects = new ProjectIndex(readers, index, problems);
    List<String> tools = readers.stream().map(ProjectReader::toolchain).toList();
    Set<String> described =
        Set.copyOf(new DescriptionFiles(index, new ServiceDescriptionReader(tools)).folders());
    problems.throwIfAny("The build files of commit " + tree.commit().shortId() + " have problems:");
    return Discovery.discover(projects).stream()
        .filter(service -> !RepositoryPath.isInAny(described, service.folder()))
        .map(
            service ->
                new Proposal(
                    service.folder(),
                    service.name(),
                    projects.first(service.folder()).map(Project::toolchain).orElse("")))
        .toList();
  }

  private List<ServiceFolder> services(
      TreeIndex index, ProjectIndex projects, Problems problems, List<Problem> notes) {
    List<String> tools = readers.stream().map(ProjectReader::toolchain).toList();
    DescriptionFiles files = new DescriptionFiles(index, new ServiceDescriptionReader(tools));
    notes.addAll(files.lookAlikes());
    List<String> described = files.folders();
    if (described.isEmpty()) {
      return Discovery.discover(projects);
    }
    Set<String> folders = Set.copyOf(described);
    projects.runnable(folder -> !RepositoryPath.isInAny(folders, folder)).stream()
        .map(
            project ->
                new Problem(
                    project.folder(),
                    0,
                    0,
                    "could be a service, but has no service.yaml while others do; `serin init`"
                        + " writes one"))
        .forEach(notes::add);
    List<ServiceFolder> services = new ArrayList<>();
    for (String folder : described) {
      files
          .read(folder, problems)
          .map(found -> new ServiceFolder(folder, found.service(), Optional.of(found)))
          .ifPresent(services::add);
    }
    return services;
  }

  private static void checkNames(List<ServiceFolder> services, Problems problems) {
    Map<String, ServiceFolder> seen = new HashMap<>();
    for (ServiceFolder service : services) {
      ServiceFolder other = seen.putIfAbsent(service.name(), service);
      if (other != null) {
        String file =
            service.description().isPresent()
                ? RepositoryPath.child(service.folder(), ServiceDescription.FILE_NAME)
                : service.folder();
        problems.add(
            file,
            "the name '"
                + service.name()
                + "' is taken by "
                + other.folder()
                + "; give one of the two another name in its service.yaml");
      }
    }
  }

  private static void checkPath(String path, Problems problems) {
    boolean odd =
        path.codePoints().anyMatch(c -> Character.isISOControl(c) || c == '\\' || c == 0xFFFD);
    boolean likeAnOption = path.startsWith("-") || path.contains("/-");
    if (odd || likeAnOption) {
      problems.add(
          path,
          "the folder of a component must be valid UTF-8 without control characters and"
              + " backslashes, and no part of it may start with '-'");
    }
  }
}
