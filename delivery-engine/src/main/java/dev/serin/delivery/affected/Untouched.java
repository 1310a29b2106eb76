package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeDiff;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The services whose input hashes must be equal on both sides of a comparison, found without
 * computing them: the service and all that it is built upon are described alike, and no file of
 * theirs is among those that differ.
 */
final class Untouched {
  private final Snapshot before;
  private final Snapshot after;
  private final NavigableSet<String> touched;

  Untouched(Snapshot before, Snapshot after) {
    this.before = before;
    this.after = after;
    this.touched =
        new TreeSet<>(TreeDiff.changedFiles(before.tree(), after.tree(), RepositoryPath.ROOT));
  }

  boolean contains(Component service) {
    Optional<Component> earlier = before.catalog().service(service.name());
    return earlier.isPresent()
        && before.closure(earlier.get()).equals(after.closure(service))
        && after.catalog().inputs(service).stream().noneMatch(this::isTouched);
  }

  /** Whether a file or folder, or anything below it, differs. */
  private boolean isTouched(String path) {
    if (path.equals(RepositoryPath.ROOT)) {
      return !touched.isEmpty();
    }
    String below = touched.ceiling(path + "/");
    return touched.contains(path) || (below != null && below.startsWith(path + "/"));
  }
}
