package dev.serin.delivery.build.maven;

import dev.serin.delivery.build.toolchain.ToolVersion;
import dev.serin.delivery.catalog.project.Pom;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The modules among which Maven finds a module's dependencies.
 *
 * @param root folder of the POM that Maven is started with
 * @param module the module that is built
 * @param folders folders of all modules of the reactor, and of their parents
 */
record Reactor(String root, String module, Set<String> folders) {
  /** Versions of Java by the names that POMs use for them. */
  private static final List<String> RELEASES =
      List.of("maven.compiler.release", "maven.compiler.target", "java.version");

  /** Finds the outermost POM above a module that leads to it, or else the module's own. */
  static Reactor of(CommitTree tree, String module) {
    Reactor found = new Reactor(module, module, withParents(tree, reachable(tree, module)));
    String folder = module;
    while (!folder.equals(RepositoryPath.ROOT)) {
      folder = RepositoryPath.parent(folder);
      Set<String> modules = reachable(tree, folder);
      if (modules.contains(module)) {
        found = new Reactor(folder, module, withParents(tree, modules));
      }
    }
    return found;
  }

  /** The version of Java that a module is compiled for, if its POM or a parent says so. */
  static Optional<ToolVersion> javaRelease(CommitTree tree, String module) {
    Set<String> seen = new HashSet<>();
    Optional<Pom> pom = Pom.read(tree, module);
    while (pom.isPresent() && seen.add(pom.get().folder())) {
      for (String name : RELEASES) {
        Optional<ToolVersion> version =
            Optional.ofNullable(pom.get().properties().get(name))
                .filter(value -> !value.startsWith("$"))
                .map(value -> value.replaceFirst("^1\\.", ""))
                .flatMap(ToolVersion::in);
        if (version.isPresent()) {
          return version;
        }
      }
      pom = pom.get().parentFolder().flatMap(folder -> Pom.read(tree, folder));
    }
    return Optional.empty();
  }

  /** The POMs of the reactor, and what Maven reads beside them. */
  Set<String> descriptors(CommitTree tree) {
    Set<String> files = new TreeSet<>();
    for (String folder : folders) {
      files.add(RepositoryPath.child(folder, Pom.FILE));
    }
    // Maven looks for .mvn upwards from where it is started.
    String folder = root;
    files.add(RepositoryPath.child(folder, ".mvn"));
    while (!folder.equals(RepositoryPath.ROOT)) {
      folder = RepositoryPath.parent(folder);
      files.add(RepositoryPath.child(folder, ".mvn"));
    }
    files.removeIf(file -> tree.entry(file).isEmpty());
    return files;
  }

  /** The module as Maven's {@code -pl} wants it: relative to the root. */
  String selector() {
    if (root.equals(module)) {
      return RepositoryPath.ROOT;
    }
    return root.equals(RepositoryPath.ROOT) ? module : module.substring(root.length() + 1);
  }

  private static Set<String> reachable(CommitTree tree, String root) {
    Set<String> modules = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Optional<Pom> pom = Pom.read(tree, open.pop());
      if (pom.isPresent() && modules.add(pom.get().folder())) {
        open.addAll(pom.get().moduleFolders());
      }
    }
    return modules;
  }

  private static Set<String> withParents(CommitTree tree, Set<String> modules) {
    Set<String> all = new TreeSet<>(modules);
    Deque<String> open = new ArrayDeque<>(modules);
    while (!open.isEmpty()) {
      Pom.read(tree, open.pop()).flatMap(Pom::parentFolder).filter(all::add).ifPresent(open::add);
    }
    all.removeIf(folder -> Pom.read(tree, folder).isEmpty());
    return all;
  }
}
