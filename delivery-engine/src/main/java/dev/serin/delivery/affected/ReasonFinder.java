package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.git.TreeDiff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in words why the input hash of a service differs between two commits. */
final class ReasonFinder {
  private final Snapshot base;
  private final Snapshot head;

  ReasonFinder(Snapshot base, Snapshot head) {
    this.base = base;
    this.head = head;
  }

  /** Returns every reason, own changes first. */
  List<Reason> reasons(Component before, Component after) {
    List<Reason> reasons = new ArrayList<>();
    own(before, after).ifPresent(reasons::add);
    List<Component> closureBefore = base.closure(before);
    List<Component> closureAfter = head.closure(after);
    dependencies(before, after, closureBefore, closureAfter, reasons);
    Set<String> buildFiles = new TreeSet<>(base.buildFiles(closureBefore));
    buildFiles.addAll(head.buildFiles(closureAfter));
    for (String file : buildFiles) {
      String earlier = base.buildFileFingerprint(file, closureBefore);
      if (!earlier.equals(head.buildFileFingerprint(file, closureAfter))) {
        reasons.add(new Reason(Reason.Kind.GLOBAL, "global input " + file + " changed"));
      }
    }
    if (reasons.isEmpty()) {
      reasons.add(
          new Reason(Reason.Kind.GLOBAL, "what its build reads is found in another way now"));
    }
    return reasons;
  }

  private Optional<Reason> own(Component before, Component after) {
    String path = after.path();
    if (!before.path().equals(path)) {
      return changed("moved from " + before.path() + " to " + path);
    }
    if (!base.fingerprint(path).equals(head.fingerprint(path))) {
      List<String> files = TreeDiff.changedFiles(base.tree(), head.tree(), path);
      String more = files.size() > 1 ? " (+" + (files.size() - 1) + " more)" : "";
      return changed("changed " + files.get(0) + more);
    }
    if (!before.toolchain().equals(after.toolchain())) {
      return changed("built by " + after.toolchain() + " instead of " + before.toolchain());
    }
    return Optional.empty();
  }

  private void dependencies(
      Component before,
      Component after,
      List<Component> closureBefore,
      List<Component> closureAfter,
      List<Reason> reasons) {
    Map<String, Component> pathsBefore = byPath(closureBefore);
    Map<String, Component> pathsAfter = byPath(closureAfter);
    Map<String, String> ways = ways(head.catalog(), after);
    for (Component dependency : closureAfter) {
      String path = dependency.path();
      Component earlier = pathsBefore.get(path);
      if (path.equals(after.path())) {
        continue;
      }
      if (base.fingerprint(path).equals(Snapshot.ABSENT)) {
        reasons.add(dependency(ways.getOrDefault(path, "depends on " + path) + ", which is new"));
      } else if (!base.fingerprint(path).equals(head.fingerprint(path))) {
        reasons.add(dependency(ways.getOrDefault(path, "depends on " + path) + ", which changed"));
      } else if (earlier == null) {
        reasons.add(dependency("now " + ways.getOrDefault(path, "depends on " + path)));
      } else if (!earlier.toolchain().equals(dependency.toolchain())) {
        reasons.add(dependency("depends on " + path + ", now built by " + dependency.toolchain()));
      }
    }
    for (Component dependency : closureBefore) {
      String path = dependency.path();
      if (!pathsAfter.containsKey(path) && !path.equals(before.path())) {
        reasons.add(dependency("no longer depends on " + path));
      }
    }
  }

  /** Returns the shortest way to each component of a closure, in words. */
  private static Map<String, String> ways(Catalog catalog, Component start) {
    Map<String, String> ways = new HashMap<>();
    Deque<Component> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Component current = open.remove();
      String way = ways.get(current.path());
      for (Dependency dependency : current.dependencies()) {
        String longer = (way == null ? "" : way + ", which ") + "depends on " + dependency.path();
        if (ways.putIfAbsent(dependency.path(), longer) == null) {
          catalog.byPath(dependency.path()).ifPresent(open::add);
        }
      }
    }
    return ways;
  }

  private static Map<String, Component> byPath(List<Component> components) {
    return components.stream().collect(Collectors.toMap(Component::path, Function.identity()));
  }

  private static Optional<Reason> changed(String detail) {
    return Optional.of(new Reason(Reason.Kind.CHANGED, detail));
  }

  private static Reason dependency(String detail) {
    return new Reason(Reason.Kind.DEPENDENCY, detail);
  }
}
