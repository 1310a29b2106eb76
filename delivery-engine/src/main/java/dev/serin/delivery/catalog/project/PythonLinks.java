package dev.serin.delivery.catalog.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.delivery.catalog.project.Project.Link;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what Python projects need from the repository: {@code name @ file:…} in dependencies and
 * build requirements, {@code path} of uv and Poetry, members of a uv workspace by name, and paths,
 * {@code -e}, {@code -r} and {@code -c} in requirements files.
 */
final class PythonLinks {
  private static final Pattern FILE_REQUIREMENT =
      Pattern.compile("[^@]*@\\s*file:(?://)?(\\.[^;#\\s]*).*");
  private static final Pattern PATH_LINE =
      Pattern.compile("(?:-e\\s*|--editable[= ]\\s*)?(?:file:)?(\\.\\.?/[^;#\\[\\s]*).*");
  private static final Pattern FILE_LINE =
      Pattern.compile("(?:-r|--requirement|-c|--constraint)[= ]?\\s*([^#\\s]+).*");
  private static final Pattern REQUIREMENTS_NAME = Pattern.compile("requirements[-\\w.]*\\.txt");

  /** Links and further build files of a project. */
  record Found(List<Link> links, Set<String> buildFiles) {}

  private final TreeIndex tree;
  private final Map<String, JsonNode> projects;
  private final Problems problems;

  PythonLinks(TreeIndex tree, Map<String, JsonNode> projects, Problems problems) {
    this.tree = tree;
    this.projects = projects;
    this.problems = problems;
  }

  Found of(String folder, JsonNode toml) {
    List<Link> links = new ArrayList<>();
    Set<String> buildFiles = new TreeSet<>();
    String path = RepositoryPath.child(folder, "pyproject.toml");
    String text = tree.hasFile(path) ? tree.text(path, problems).orElse("") : "";
    requirements(toml)
        .forEach(
            requirement -> {
              Matcher matcher = FILE_REQUIREMENT.matcher(requirement);
              if (matcher.matches()) {
                link(folder, path, text, matcher.group(1)).ifPresent(links::add);
              }
            });
    pathTables(toml).forEach(target -> link(folder, path, text, target).ifPresent(links::add));
    toml.path("tool")
        .path("uv")
        .path("sources")
        .properties()
        .forEach(
            source -> {
              if (source.getValue().path("workspace").asBoolean()) {
                byName(source.getKey(), path, text).ifPresent(links::add);
              }
            });
    addUvWorkspace(folder, buildFiles);
    for (String file : tree.filesIn(folder)) {
      if (REQUIREMENTS_NAME.matcher(RepositoryPath.name(file)).matches()) {
        requirementsFile(file, links, buildFiles, new TreeSet<>());
      }
    }
    buildFiles.removeIf(file -> RepositoryPath.contains(folder, file));
    return new Found(links, buildFiles);
  }

  private static List<String> requirements(JsonNode toml) {
    List<String> requirements = new ArrayList<>();
    toml.path("project").path("dependencies").forEach(item -> requirements.add(item.asText("")));
    toml.path("build-system").path("requires").forEach(item -> requirements.add(item.asText("")));
    toml.path("project")
        .path("optional-dependencies")
        .forEach(group -> group.forEach(item -> requirements.add(item.asText(""))));
    toml.path("dependency-groups")
        .forEach(group -> group.forEach(item -> requirements.add(item.asText(""))));
    return requirements;
  }

  private static List<String> pathTables(JsonNode toml) {
    List<String> paths = new ArrayList<>();
    JsonNode poetry = toml.path("tool").path("poetry");
    List<JsonNode> tables = new ArrayList<>();
    tables.add(toml.path("tool").path("uv").path("sources"));
    tables.add(poetry.path("dependencies"));
    tables.add(poetry.path("dev-dependencies"));
    poetry.path("group").forEach(group -> tables.add(group.path("dependencies")));
    for (JsonNode table : tables) {
      table.forEach(
          dependency -> {
            if (dependency.path("path").isTextual()) {
              paths.add(dependency.path("path").asText());
            }
          });
    }
    return paths;
  }

  private Optional<Link> link(String folder, String file, String text, String target) {
    TextPlace place = TextPlace.of(target, text);
    Optional<String> resolved = RepositoryPath.resolve(folder, target);
    if (resolved.isEmpty()) {
      problems.add(file, place.line(), place.column(), target + " is outside of the repository");
      return Optional.empty();
    }
    if (!tree.exists(resolved.get())) {
      problems.add(file, place.line(), place.column(), "there is nothing at " + target);
      return Optional.empty();
    }
    return Optional.of(
        new Link(
            resolved.get(), file, place.line(), place.column(), "Python dependency " + target));
  }

  private Optional<Link> byName(String name, String file, String text) {
    TextPlace place = TextPlace.of(name, text);
    return projects.entrySet().stream()
        .filter(
            entry ->
                PythonProjects.name(entry.getValue())
                    .filter(found -> normal(found).equals(normal(name)))
                    .isPresent())
        .map(
            entry ->
                new Link(
                    entry.getKey(),
                    file,
                    place.line(),
                    place.column(),
                    "Python dependency " + name))
        .findFirst();
  }

  private void addUvWorkspace(String folder, Set<String> buildFiles) {
    projects.forEach(
        (root, toml) -> {
          boolean isWorkspace = !toml.path("tool").path("uv").path("workspace").isMissingNode();
          if (isWorkspace && RepositoryPath.contains(root, folder)) {
            for (String name : List.of("pyproject.toml", "uv.lock", ".python-version")) {
              String path = RepositoryPath.child(root, name);
              if (tree.hasFile(path)) {
                buildFiles.add(path);
              }
            }
          }
        });
  }

  private void requirementsFile(
      String path, List<Link> links, Set<String> buildFiles, Set<String> seen) {
    if (!seen.add(path)) {
      return;
    }
    buildFiles.add(path);
    String folder = RepositoryPath.parent(path);
    String text = tree.text(path, problems).orElse("");
    for (String line : text.lines().map(String::strip).toList()) {
      Matcher file = FILE_LINE.matcher(line);
      Matcher requirement = FILE_REQUIREMENT.matcher(line);
      Matcher pathLine = PATH_LINE.matcher(line);
      if (file.matches()) {
        RepositoryPath.resolve(folder, file.group(1))
            .filter(tree::hasFile)
            .ifPresent(found -> requirementsFile(found, links, buildFiles, seen));
      } else if (pathLine.matches()) {
        link(folder, path, text, pathLine.group(1)).ifPresent(links::add);
      } else if (!line.startsWith("#") && requirement.matches()) {
        link(folder, path, text, requirement.group(1)).ifPresent(links::add);
      }
    }
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }
}
