package dev.serin.delivery.catalog.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.project.Project.Link;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Node packages.
 *
 * <p>Algorithm: 1. parse every {@code package.json}; 2. find the workspace that each is in: the
 * nearest folder above whose {@code workspaces} (or {@code pnpm-workspace.yaml}) match it; 3. a
 * dependency is a link when its version is a path ({@code file:}, {@code link:}, {@code portal:}),
 * or when a package of the same workspace has its name; 4. the workspace's own files and lock files
 * are build files of each package in it; 5. so are the TypeScript configurations that one extends,
 * and the projects that it references are links, see {@link TypeScriptConfigs}.
 */
public final class NpmProjects implements ProjectReader {
  private static final String FILE = "package.json";
  private static final List<String> DEPENDENCIES =
      List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");
  private static final Pattern PATH_VERSION = Pattern.compile("(?:file|link|portal):(.+)");
  private static final List<String> WORKSPACE_FILES =
      List.of(
          FILE,
          NpmWorkspace.PNPM_FILE,
          "package-lock.json",
          "npm-shrinkwrap.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          ".npmrc",
          ".pnpmfile.cjs",
          ".yarnrc.yml",
          ".nvmrc",
          ".node-version");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A parsed {@code package.json}. */
  private record NodePackage(String folder, String path, String text, JsonNode json) {
    String name() {
      return json.path("name").asText("");
    }
  }

  @Override
  public String toolchain() {
    return Toolchains.NPM;
  }

  @Override
  public String buildFiles() {
    return FILE;
  }

  @Override
  public List<Project> read(TreeIndex tree, Problems problems) {
    Map<String, NodePackage> packages = new LinkedHashMap<>();
    for (String folder : tree.foldersWith(FILE)) {
      String path = RepositoryPath.child(folder, FILE);
      tree.text(path, problems)
          .flatMap(text -> parse(folder, path, text, problems))
          .ifPresent(found -> packages.put(folder, found));
    }
    List<NpmWorkspace> workspaces =
        packages.values().stream()
            .flatMap(root -> NpmWorkspace.of(root.folder(), root.json(), tree, problems).stream())
            .toList();
    return packages.values().stream()
        .map(each -> project(each, packages, workspaces, tree, problems))
        .toList();
  }

  private static Optional<NodePackage> parse(
      String folder, String path, String text, Problems problems) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isObject()) {
        return Optional.of(new NodePackage(folder, path, text, json));
      }
      problems.add(path, 1, 1, "must be a JSON object");
    } catch (JsonProcessingException e) {
      SyntaxProblems.add(problems, path, "JSON", e);
    }
    return Optional.empty();
  }

  private static Project project(
      NodePackage each,
      Map<String, NodePackage> packages,
      List<NpmWorkspace> workspaces,
      TreeIndex tree,
      Problems problems) {
    Optional<NpmWorkspace> workspace =
        workspaces.stream().filter(candidate -> candidate.holds(each.folder())).findFirst();
    List<Link> links = new ArrayList<>();
    for (String section : DEPENDENCIES) {
      each.json()
          .path(section)
          .properties()
          .forEach(
              dependency ->
                  target(each, dependency, workspace, packages, problems)
                      .ifPresent(folder -> links.add(link(each, dependency.getKey(), folder))));
    }
    Set<String> buildFiles = new TreeSet<>();
    workspace.ifPresent(
        found ->
            WORKSPACE_FILES.stream()
                .map(name -> RepositoryPath.child(found.root(), name))
                .filter(tree::hasFile)
                .forEach(buildFiles::add));
    workspace.ifPresent(found -> addPatches(found.root(), tree, buildFiles));
    TypeScriptConfigs.Found typeScript = TypeScriptConfigs.of(each.folder(), tree, problems);
    links.addAll(typeScript.links());
    buildFiles.addAll(typeScript.buildFiles());
    buildFiles.removeIf(path -> RepositoryPath.contains(each.folder(), path));
    boolean isRoot =
        workspaces.stream().anyMatch(candidate -> candidate.root().equals(each.folder()));
    String name = each.name().replaceFirst("^@[^/]*/", "");
    return new Project(
        each.folder(),
        Toolchains.NPM,
        name.isEmpty() ? RepositoryPath.name(each.folder()) : name,
        () -> !isRoot && each.json().path("scripts").hasNonNull("start"),
        isRoot,
        links,
        buildFiles);
  }

  /** Packages of others that the workspace changes when they are installed. */
  private static void addPatches(String root, TreeIndex tree, Set<String> buildFiles) {
    for (String folder : List.of("patches", ".yarn/patches")) {
      buildFiles.addAll(tree.filesIn(RepositoryPath.child(root, folder)));
    }
  }

  private static Optional<String> target(
      NodePackage each,
      Map.Entry<String, JsonNode> dependency,
      Optional<NpmWorkspace> workspace,
      Map<String, NodePackage> packages,
      Problems problems) {
    Matcher path = PATH_VERSION.matcher(dependency.getValue().asText(""));
    if (path.matches() && !path.group(1).endsWith(".tgz")) {
      Optional<String> folder = RepositoryPath.resolve(each.folder(), path.group(1));
      if (folder.isEmpty() || packages.get(folder.get()) == null) {
        TextPlace place = TextPlace.of("\"" + dependency.getKey() + "\"", each.text());
        problems.add(
            each.path(),
            place.line(),
            place.column(),
            "'"
                + dependency.getKey()
                + "' is at "
                + path.group(1)
                + (folder.isEmpty()
                    ? ", which is outside of the repository"
                    : ", but there is no package.json there"));
        return Optional.empty();
      }
      return folder;
    }
    return workspace.flatMap(
        found ->
            packages.values().stream()
                .filter(other -> other.name().equals(dependency.getKey()))
                .map(NodePackage::folder)
                .filter(found::holds)
                .findFirst());
  }

  private static Link link(NodePackage each, String dependency, String folder) {
    TextPlace place = TextPlace.of("\"" + dependency + "\"", each.text());
    return new Link(
        folder, each.path(), place.line(), place.column(), "Node dependency " + dependency);
  }
}
