package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds a cycle of dependencies, if there is any.
 *
 * <p>Algorithm: depth-first from each component in the order of paths, with an explicit stack; a
 * dependency that leads back into the current way closes a cycle. The same commit always gives the
 * same one.
 */
final class Cycles {
  private record Step(Component component, Iterator<Dependency> rest) {}

  private Cycles() {}

  static Optional<Problem> find(Collection<Component> components) {
    Map<String, Component> byPath = new TreeMap<>();
    components.forEach(component -> byPath.put(component.path(), component));
    Set<String> done = new HashSet<>();
    for (Component start : byPath.values()) {
      Deque<Step> way = new ArrayDeque<>();
      List<Dependency> taken = new ArrayList<>();
      if (!done.contains(start.path())) {
        way.addLast(new Step(start, start.dependencies().iterator()));
      }
      while (!way.isEmpty()) {
        Step last = way.getLast();
        if (!last.rest().hasNext()) {
          done.add(last.component().path());
          way.removeLast();
          if (!taken.isEmpty()) {
            taken.remove(taken.size() - 1);
          }
          continue;
        }
        Dependency next = last.rest().next();
        Component target = byPath.get(next.path());
        if (target == null || done.contains(next.path())) {
          continue;
        }
        taken.add(next);
        List<Component> current = way.stream().map(Step::component).toList();
        int back = current.indexOf(target);
        if (back >= 0) {
          return Optional.of(
              problem(current.subList(back, current.size()), taken.subList(back, taken.size())));
        }
        way.addLast(new Step(target, target.dependencies().iterator()));
      }
    }
    return Optional.empty();
  }

  private static Problem problem(List<Component> cycle, List<Dependency> edges) {
    StringBuilder message = new StringBuilder("dependency cycle: ");
    cycle.forEach(component -> message.append(component.path()).append(" -> "));
    message.append(cycle.get(0).path());
    for (int i = 0; i < cycle.size(); i++) {
      Dependency edge = edges.get(i);
      message
          .append("\n      ")
          .append(cycle.get(i).path())
          .append(" needs ")
          .append(edge.path())
          .append(": ")
          .append(edge.reason())
          .append(" (")
          .append(edge.declaredIn())
          .append(edge.line() > 0 ? ":" + edge.line() : "")
          .append(')');
    }
    Dependency first = edges.get(0);
    return new Problem(first.declaredIn(), first.line(), first.column(), message.toString());
  }
}
