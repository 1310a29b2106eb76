package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final NavigableSet<String> touched = new TreeSet<>();
  private final Map<String, Boolean> same = new HashMap<>();

  Untouched(Snapshot before, Snapshot after, List<TreeChange> changes) {
    this.before = before;
    this.after = after;
    changes.forEach(change -> touched.add(change.path()));
  }

  boolean contains(Component service) {
    Optional<Component> earlier = before.catalog().service(service.name());
    return earlier.filter(service::equals).isPresent()
        && after.closure(service).stream().allMatch(this::isSame);
  }

  private boolean isSame(Component component) {
    return same.computeIfAbsent(
        component.path(),
        path ->
            before.catalog().byPath(path).filter(component::equals).isPresent()
                && !isTouched(path)
                && component.buildFiles().stream().noneMatch(this::isTouched));
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
