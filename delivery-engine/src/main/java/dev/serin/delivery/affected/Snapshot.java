package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.project.PomFingerprint;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A commit with its catalogue, as the two sides of a comparison see it. */
final class Snapshot {
  private static final int POM_LIMIT = 1024 * 1024;
  private static final String POM = "pom.xml";

  private final Catalog catalog;
  private final CommitTree tree;
  private final Map<String, String> fingerprints = new HashMap<>();

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

  /** Returns the same for a build file, of which only a part may matter. */
  String buildFileFingerprint(String path) {
    return RepositoryPath.name(path).equals(POM)
        ? remembered("pom " + path, () -> pom(path))
        : fingerprint(path);
  }

  private String content(String path) {
    return tree.entry(path).map(entry -> entry.kind() + " " + entry.id()).orElse("absent");
  }

  private String pom(String path) {
    return tree.readText(path, POM_LIMIT)
        .flatMap(PomFingerprint::of)
        .map(canonical -> "pom " + Sha256.of(canonical))
        .orElseGet(() -> content(path));
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
