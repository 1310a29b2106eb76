package dev.serin.delivery.catalog.project.go;

import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.project.Project;
import dev.serin.delivery.catalog.project.Project.Link;
import dev.serin.delivery.catalog.project.ProjectReader;
import dev.serin.delivery.catalog.project.TextPlace;
import dev.serin.delivery.catalog.project.TreeIndex;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads Go packages.
 *
 * <p>Algorithm: 1. read every {@code go.mod} and {@code go.work}; 2. every folder with Go files in
 * a module is a project, as is the module's own folder; 3. a package that one of its files imports
 * is a link when a module of the repository holds it, for tests only when only tests import it; 4.
 * what can be started is a {@code main} package, or the whole module when it holds exactly one;
 * helpers such as those in {@code tools} and {@code examples} do not count.
 *
 * <p>Files that a build constraint may leave out count as well.
 */
public final class GoProjects implements ProjectReader {
  @Override
  public String toolchain() {
    return Toolchains.GO;
  }

  @Override
  public String buildFiles() {
    return GoModules.MODULE;
  }

  @Override
  public List<Project> read(TreeIndex tree, Problems problems) {
    if (tree.foldersWith(GoModules.MODULE).isEmpty()) {
      return List.of();
    }
    GoModules modules = new GoModules(tree, problems);
    Map<String, GoPackage> packages = GoPackage.all(tree, modules, problems);
    Set<String> runnable = runnable(packages, modules);
    Set<String> folders = new TreeSet<>(modules.folders());
    folders.addAll(packages.keySet());
    // A service may be described in any folder above its program.
    packages.keySet().forEach(each -> addParents(each, modules, folders));
    Map<String, Set<String>> buildFiles = new TreeMap<>();
    modules.folders().forEach(module -> buildFiles.put(module, modules.buildFiles(module)));
    return folders.stream()
        .map(
            folder ->
                new Project(
                    folder,
                    Toolchains.GO,
                    RepositoryPath.name(folder),
                    () -> runnable.contains(folder),
                    false,
                    links(folder, packages, modules, tree, problems),
                    buildFiles.getOrDefault(modules.moduleOf(folder).orElse(folder), Set.of())))
        .toList();
  }

  private static void addParents(String start, GoModules modules, Set<String> folders) {
    String module = modules.moduleOf(start).orElse(start);
    for (String each = start; !each.equals(module); each = RepositoryPath.parent(each)) {
      folders.add(each);
    }
  }

  private static Set<String> runnable(Map<String, GoPackage> packages, GoModules modules) {
    Map<String, List<String>> mains = new TreeMap<>();
    packages.forEach(
        (folder, each) ->
            modules
                .moduleOf(folder)
                .filter(module -> each.isMain() && !GoHelpers.isHelper(relative(module, folder)))
                .ifPresent(
                    module -> mains.computeIfAbsent(module, key -> new ArrayList<>()).add(folder)));
    Set<String> runnable = new TreeSet<>();
    mains.forEach(
        (module, folders) -> runnable.addAll(folders.size() == 1 ? List.of(module) : folders));
    return runnable;
  }

  private static String relative(String module, String folder) {
    if (folder.equals(module)) {
      return "";
    }
    return module.equals(RepositoryPath.ROOT) ? folder : folder.substring(module.length() + 1);
  }

  private static List<Link> links(
      String folder,
      Map<String, GoPackage> packages,
      GoModules modules,
      TreeIndex tree,
      Problems problems) {
    List<Link> links = new ArrayList<>();
    GoPackage own = packages.getOrDefault(folder, GoPackage.EMPTY);
    for (GoPackage.Import each : own.imports()) {
      String text = tree.source(each.file(), problems).orElse("");
      TextPlace place = TextPlace.of('"' + each.path() + '"', text);
      for (String target : modules.find(each.path())) {
        if (packages.containsKey(target) && !target.equals(folder)) {
          links.add(
              new Link(
                  target,
                  each.file(),
                  place.line(),
                  place.column(),
                  "Go import " + each.path(),
                  each.onlyInTests()));
        }
      }
    }
    return links;
  }
}
