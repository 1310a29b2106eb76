package dev.serin.delivery.catalog.project.go;

import dev.serin.delivery.catalog.project.TreeIndex;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.problem.Problems;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Go files of one folder: whether they are a program, and what of the repository they import.
 */
final class GoPackage {
  static final GoPackage EMPTY = new GoPackage();

  private static final String SOURCE = ".go";
  private static final String TEST = "_test.go";

  /**
   * A path that the package imports.
   *
   * @param file one of the files that do, one that is no test if there is any
   * @param onlyInTests whether only tests import it
   */
  record Import(String path, String file, boolean onlyInTests) {}

  private final Map<String, Import> imports = new TreeMap<>();
  private boolean main;

  private GoPackage() {}

  /** Reads the packages of all modules, by folder. */
  static Map<String, GoPackage> all(TreeIndex tree, GoModules modules, Problems problems) {
    Map<String, GoPackage> packages = new TreeMap<>();
    for (String path : tree.filesEnding(SOURCE)) {
      String folder = RepositoryPath.parent(path);
      if (modules.moduleOf(folder).isEmpty()) {
        continue;
      }
      Optional<GoSource> source = tree.source(path, problems).map(GoSource::parse);
      source
          .filter(found -> !found.ignored())
          .ifPresent(
              found ->
                  packages
                      .computeIfAbsent(folder, key -> new GoPackage())
                      .add(path, found, modules));
    }
    return packages;
  }

  boolean isMain() {
    return main;
  }

  Collection<Import> imports() {
    return imports.values();
  }

  private void add(String file, GoSource source, GoModules modules) {
    boolean test = file.endsWith(TEST);
    main |= !test && source.packageName().equals("main");
    for (String path : source.imports()) {
      if (!modules.find(path).isEmpty()) {
        imports.merge(
            path,
            new Import(path, file, test),
            (before, found) -> before.onlyInTests() ? found : before);
      }
    }
  }
}
