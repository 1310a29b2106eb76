package dev.serin.delivery.affected.shared;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.project.PomFingerprint;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A build that reads shared files.
 *
 * @param closure the service and all that it is built upon
 * @param buildFiles paths of all shared files that it reads
 * @param tree the commit
 */
public record Reader(List<Component> closure, Set<String> buildFiles, CommitTree tree) {
  private static final int LARGEST = 4 * 1024 * 1024;
  private static final String POM = "pom.xml";

  /** Copies the collections. */
  public Reader {
    closure = List.copyOf(closure);
    buildFiles = Set.copyOf(buildFiles);
  }

  /**
   * Returns the folders of components of a toolchain in a folder, relative to it; {@code ""} for
   * the folder itself.
   */
  List<String> foldersBelow(String root, String toolchain) {
    return closure.stream()
        .filter(component -> component.toolchain().equals(toolchain))
        .map(Component::path)
        .filter(path -> RepositoryPath.contains(root, path))
        .map(path -> relative(root, path))
        .toList();
  }

  /** Returns the Maven plugins that its POMs use. */
  Set<String> plugins() {
    Set<String> plugins = new TreeSet<>();
    Stream.concat(
            buildFiles.stream().filter(path -> RepositoryPath.name(path).equals(POM)),
            closure.stream()
                .filter(component -> component.toolchain().equals(Toolchains.MAVEN))
                .flatMap(component -> tree.files(component.path()).stream())
                .map(TreeEntry::path)
                .filter(path -> RepositoryPath.name(path).equals(POM)))
        .flatMap(path -> text(path).stream())
        .forEach(text -> plugins.addAll(PomFingerprint.plugins(text)));
    return plugins;
  }

  Optional<String> text(String path) {
    return tree.readText(path, LARGEST);
  }

  private static String relative(String root, String path) {
    if (path.equals(root)) {
      return "";
    }
    return root.equals(RepositoryPath.ROOT) ? path : path.substring(root.length() + 1);
  }
}
