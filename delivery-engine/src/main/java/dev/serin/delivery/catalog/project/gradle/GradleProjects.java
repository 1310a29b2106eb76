package dev.serin.delivery.catalog.project.gradle;

import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.project.JvmEntryPoint;
import dev.serin.delivery.catalog.project.Project;
import dev.serin.delivery.catalog.project.ProjectReader;
import dev.serin.delivery.catalog.project.TreeIndex;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads Gradle projects, without running Gradle.
 *
 * <p>Algorithm: 1. read every settings file, see {@link GradleBuild}; a folder with a build file
 * outside of all of them is a build of its own; 2. {@code project(':x')} and {@code projects.x} in
 * a build file are links; a call whose argument is computed links to every project of the build,
 * since one build too many is safe; 3. what configures every project of a build is a build file of
 * each: settings, the build files of the projects above, properties, version catalogues, the
 * wrapper, {@code buildSrc}, included builds and scripts that are applied.
 */
public final class GradleProjects implements ProjectReader {
  private static final Pattern PROGRAM =
      Pattern.compile(
          "[\"'(\\s](application|war|org\\.springframework\\.boot|io\\.quarkus|com\\.google\\.cloud"
              + "\\.tools\\.jib|io\\.micronaut\\.application|io\\.ktor\\.plugin)[\"')\\s]"
              + "|\\bmainClass\\b");
  private static final List<String> SHARED =
      List.of("gradle.properties", "gradle.lockfile", "settings-gradle.lockfile", ".java-version");

  @Override
  public String toolchain() {
    return Toolchains.GRADLE;
  }

  @Override
  public String buildFiles() {
    return String.join(" or ", GradleBuild.SCRIPTS);
  }

  @Override
  public List<Project> read(TreeIndex tree, Problems problems) {
    Map<String, Project> projects = new TreeMap<>();
    Set<String> partsOfBuilds = new HashSet<>();
    List<GradleBuild> builds = builds(tree, problems);
    builds.forEach(build -> partsOfBuilds.addAll(build.includedBuilds()));
    for (GradleBuild build : builds) {
      for (Map.Entry<String, String> entry : build.folders().entrySet()) {
        String folder = entry.getValue();
        boolean helper =
            RepositoryPath.name(folder).equals("buildSrc") || partsOfBuilds.contains(build.root());
        if (!tree.filesIn(folder).isEmpty()) {
          projects.putIfAbsent(folder, project(folder, build, helper, tree, problems));
        }
      }
    }
    return List.copyOf(projects.values());
  }

  /** Returns the builds, inner ones first, so that a folder belongs to the nearest. */
  private static List<GradleBuild> builds(TreeIndex tree, Problems problems) {
    Set<String> roots = new TreeSet<>();
    GradleBuild.SETTINGS.forEach(file -> roots.addAll(tree.foldersWith(file)));
    List<String> alone = new ArrayList<>();
    GradleBuild.SCRIPTS.forEach(file -> alone.addAll(tree.foldersWith(file)));
    for (String folder : alone) {
      if (roots.stream().noneMatch(root -> RepositoryPath.contains(root, folder))) {
        roots.add(folder);
      }
    }
    return roots.stream()
        .sorted((one, other) -> Integer.compare(other.length(), one.length()))
        .map(root -> GradleBuild.read(root, tree, problems))
        .toList();
  }

  private static Project project(
      String folder, GradleBuild build, boolean helper, TreeIndex tree, Problems problems) {
    List<GradleScript> scripts = scripts(folder, tree, problems);
    Set<String> buildFiles = shared(build, tree);
    for (String above = folder; !above.equals(build.root()); above = RepositoryPath.parent(above)) {
      addScripts(RepositoryPath.parent(above), tree, buildFiles);
    }
    scripts.forEach(script -> addApplied(script, tree, buildFiles));
    boolean isRoot = folder.equals(build.root()) && build.folders().size() > 1;
    boolean group = isRoot && !tree.exists(RepositoryPath.child(folder, "src/main"));
    return new Project(
        folder,
        Toolchains.GRADLE,
        isRoot ? build.name().orElse(RepositoryPath.name(folder)) : RepositoryPath.name(folder),
        () ->
            !group
                && !helper
                && (scripts.stream().anyMatch(script -> script.contains(PROGRAM))
                    || JvmEntryPoint.isBelow(folder, tree)),
        group,
        GradleLinks.of(scripts, folder, build),
        buildFiles);
  }

  private static List<GradleScript> scripts(String folder, TreeIndex tree, Problems problems) {
    List<GradleScript> scripts = new ArrayList<>();
    for (String name : GradleBuild.SCRIPTS) {
      String path = RepositoryPath.child(folder, name);
      if (tree.hasFile(path)) {
        tree.text(path, problems)
            .map(text -> GradleScript.parse(path, text))
            .ifPresent(scripts::add);
      }
    }
    return scripts;
  }

  private static Set<String> shared(GradleBuild build, TreeIndex tree) {
    Set<String> files = new TreeSet<>();
    addScripts(build.root(), tree, files);
    for (String name : SHARED) {
      addIfThere(RepositoryPath.child(build.root(), name), tree, files);
    }
    GradleBuild.SETTINGS.forEach(
        name -> addIfThere(RepositoryPath.child(build.root(), name), tree, files));
    files.addAll(tree.filesBelow(RepositoryPath.child(build.root(), "gradle")));
    List<String> folders = new ArrayList<>(build.includedBuilds());
    folders.add(RepositoryPath.child(build.root(), "buildSrc"));
    folders.stream().filter(tree::exists).forEach(files::add);
    return files;
  }

  private static void addScripts(String folder, TreeIndex tree, Set<String> files) {
    GradleBuild.SCRIPTS.forEach(
        name -> addIfThere(RepositoryPath.child(folder, name), tree, files));
    addIfThere(RepositoryPath.child(folder, "gradle.properties"), tree, files);
  }

  private static void addApplied(GradleScript script, TreeIndex tree, Set<String> files) {
    script.arguments("apply").stream()
        .filter(each -> each.value().contains(".gradle"))
        .map(each -> each.value().replaceAll("^\\$(?:\\{rootDir}|rootDir)/", ""))
        .flatMap(
            name ->
                List.of(RepositoryPath.parent(script.path()), RepositoryPath.ROOT).stream()
                    .flatMap(folder -> RepositoryPath.resolve(folder, name).stream()))
        .forEach(path -> addIfThere(path, tree, files));
  }

  private static void addIfThere(String path, TreeIndex tree, Set<String> files) {
    if (tree.hasFile(path)) {
      files.add(path);
    }
  }
}
