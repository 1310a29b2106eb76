package dev.serin.delivery.affected;

import dev.serin.delivery.affected.shared.Reader;
import dev.serin.delivery.affected.shared.SharedFile;
import dev.serin.delivery.affected.shared.SharedFiles;
import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.TreeEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A commit with its catalogue, as the two sides of a comparison see it. */
final class Snapshot {
  /** The fingerprint of what is not there. */
  static final String ABSENT = "absent";

  private static final int LARGEST_SHARED_FILE = 32 * 1024 * 1024;

  private final Catalog catalog;
  private final CommitTree tree;
  private final Map<String, String> fingerprints = new HashMap<>();
  private final Map<String, Optional<SharedFile>> sharedFiles = new HashMap<>();

  Snapshot(Catalog catalog, CommitTree tree) {
    this.catalog = catalog;
    this.tree = tree;
  }

  Catalog catalog() {
    return catalog;
  }

  CommitTree tree() {
    return tree;
  }

  /** Returns the component and all that it is built upon. */
  List<Component> closure(Component component) {
    return Stream.concat(Stream.of(component), catalog.dependencyClosure(component).stream())
        .toList();
  }

  /** Returns the files outside of their folders that the builds of a closure read. */
  NavigableSet<String> buildFiles(List<Component> closure) {
    NavigableSet<String> files = new TreeSet<>();
    closure.forEach(component -> files.addAll(component.buildFiles()));
    return files;
  }

  /** Returns a text that differs when the content or the mode of a file or folder differs. */
  String fingerprint(String path) {
    return remembered("content " + path, () -> content(path));
  }

  /**
   * Returns the same for a build file as a closure reads it, of which only a part may matter; a
   * file that means nothing to it is as good as absent.
   *
   * @param closure the component and all that it is built upon
   */
  String buildFileFingerprint(String path, List<Component> closure) {
    Optional<SharedFile> file = sharedFiles.get(path);
    if (file == null) {
      file =
          tree.entry(path)
              .filter(TreeEntry::isFile)
              .filter(entry -> SharedFiles.isKnown(path))
              .flatMap(entry -> tree.readText(path, LARGEST_SHARED_FILE))
              .flatMap(text -> SharedFiles.read(path, text));
      sharedFiles.put(path, file);
    }
    Reader reader = new Reader(closure, buildFiles(closure), tree);
    return file.flatMap(found -> found.meaningTo(reader))
        .map(meaning -> meaning.isEmpty() ? ABSENT : "part " + Sha256.of(meaning))
        .orElseGet(() -> fingerprint(path));
  }

  private String content(String path) {
    return tree.entry(path).map(entry -> entry.kind() + " " + entry.id()).orElse(ABSENT);
  }

  private String remembered(String key, Supplier<String> compute) {
    String known = fingerprints.get(key);
    if (known != null) {
      return known;
    }
    String computed = compute.get();
    fingerprints.put(key, computed);
    return computed;
  }
}
