package dev.serin.delivery.catalog.project.go;

import dev.serin.delivery.catalog.project.TextPlace;
import dev.serin.delivery.catalog.project.TreeIndex;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Go modules and workspaces of a commit, and where they find packages.
 *
 * <p>An import leads to a module of the repository when its path starts with the module's, be it by
 * a {@code go.work}, by a {@code replace} or only by name: needing one build too many is safe, one
 * too few is not.
 */
final class GoModules {
  static final String MODULE = "go.mod";
  static final String WORKSPACE = "go.work";

  private final TreeIndex tree;
  private final Problems problems;
  private final Map<String, GoFile> modules = new TreeMap<>();
  private final Map<String, NavigableSet<String>> foldersByModule = new TreeMap<>();
  private final Map<String, GoFile> workspaces = new TreeMap<>();

  GoModules(TreeIndex tree, Problems problems) {
    this.tree = tree;
    this.problems = problems;
    read(MODULE, modules);
    read(WORKSPACE, workspaces);
    modules.forEach(
        (folder, file) -> {
          Optional<String> path = file.module();
          if (path.isEmpty()) {
            problems.add(
                RepositoryPath.child(folder, MODULE), 1, 1, "names no module: 'module PATH'");
          }
          path.ifPresent(found -> add(found, folder));
          addReplacements(folder, MODULE, file);
        });
    workspaces.forEach(
        (folder, file) -> {
          addReplacements(folder, WORKSPACE, file);
          file.all("use").forEach(use -> used(folder, use));
        });
  }

  /** Returns the folders of all modules. */
  Set<String> folders() {
    return modules.keySet();
  }

  /** Returns the folder of the module that a folder is in. */
  Optional<String> moduleOf(String folder) {
    return nearest(folder, modules);
  }

  /** Returns the folders in the repository that an import may mean. */
  List<String> find(String path) {
    for (String prefix = path; !prefix.isEmpty(); prefix = parent(prefix)) {
      Set<String> folders = foldersByModule.get(prefix);
      if (folders != null) {
        String rest = path.substring(prefix.length());
        return folders.stream()
            .flatMap(folder -> RepositoryPath.resolve(folder, "./" + rest).stream())
            .toList();
      }
    }
    return List.of();
  }

  /**
   * Returns the files that a build in a module reads beside packages: the module's and its
   * workspace's own, checked-in packages of others, and what the other modules of the workspace ask
   * for, since versions are chosen for all of them together.
   */
  Set<String> buildFiles(String module) {
    Set<String> files = new TreeSet<>();
    addIfThere(files, module, List.of(MODULE, "go.sum"));
    if (tree.hasFile(RepositoryPath.child(module, "vendor/modules.txt"))) {
      files.add(RepositoryPath.child(module, "vendor"));
    }
    nearest(module, workspaces)
        .filter(root -> members(root).contains(module))
        .ifPresent(
            root -> {
              addIfThere(files, root, List.of(WORKSPACE, "go.work.sum"));
              for (String member : members(root)) {
                addIfThere(files, member, List.of(MODULE, "go.sum"));
              }
              if (tree.hasFile(RepositoryPath.child(root, "vendor/modules.txt"))) {
                files.add(RepositoryPath.child(root, "vendor"));
              }
            });
    return files;
  }

  private Set<String> members(String root) {
    GoFile file = workspaces.getOrDefault(root, new GoFile(List.of()));
    Set<String> members = new TreeSet<>();
    file.all("use").stream()
        .flatMap(use -> RepositoryPath.resolve(root, use.first()).stream())
        .filter(modules::containsKey)
        .forEach(members::add);
    return members;
  }

  private void read(String name, Map<String, GoFile> files) {
    for (String folder : tree.foldersWith(name)) {
      tree.text(RepositoryPath.child(folder, name), problems)
          .ifPresent(text -> files.put(folder, GoFile.parse(text)));
    }
  }

  private void addReplacements(String folder, String name, GoFile file) {
    for (GoFile.Directive replace : file.all("replace")) {
      replace
          .replacementFolder()
          .flatMap(target -> module(folder, name, replace, target))
          .ifPresent(target -> add(replace.first(), target));
    }
  }

  private void used(String folder, GoFile.Directive use) {
    module(folder, WORKSPACE, use, use.first());
  }

  /** Returns the module's folder that a path leads to; reports one that leads nowhere. */
  private Optional<String> module(
      String folder, String name, GoFile.Directive directive, String target) {
    Optional<String> resolved = RepositoryPath.resolve(folder, target);
    if (resolved.filter(modules::containsKey).isPresent()) {
      return resolved;
    }
    String file = RepositoryPath.child(folder, name);
    String text = tree.text(file, problems).orElse("");
    TextPlace place = TextPlace.of(target, text);
    problems.add(
        file,
        directive.line(),
        place.line() == directive.line() ? place.column() : 1,
        resolved.isEmpty()
            ? target + " is outside of the repository"
            : "there is no go.mod at " + target);
    return Optional.empty();
  }

  private void add(String path, String folder) {
    foldersByModule.computeIfAbsent(path, key -> new TreeSet<>()).add(folder);
  }

  private void addIfThere(Set<String> files, String folder, List<String> names) {
    List<String> paths =
        new ArrayList<>(names.stream().map(name -> RepositoryPath.child(folder, name)).toList());
    paths.removeIf(path -> !tree.hasFile(path));
    files.addAll(paths);
  }

  private static Optional<String> nearest(String folder, Map<String, GoFile> files) {
    for (String each = folder; ; each = RepositoryPath.parent(each)) {
      if (files.containsKey(each)) {
        return Optional.of(each);
      }
      if (each.equals(RepositoryPath.ROOT)) {
        return Optional.empty();
      }
    }
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
