package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.Problem;
import dev.serin.delivery.problem.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans a main line, on which each service has a base of its own: the commit that it was last built
 * from. A service that failed in the last build, or was not part of it, is then not lost.
 *
 * <p>Algorithm: 1. services are grouped by their bases; those without one, and those whose base is
 * not in this clone (cut off, or replaced by a force push), are first builds, and a note says so;
 * 2. each group is planned with its base; 3. of each plan the services of the group are kept.
 */
public final class MainLine {
  private final Planner planner;

  /** Makes plans by a planner. */
  public MainLine(Planner planner) {
    this.planner = planner;
  }

  /**
   * Makes the plan.
   *
   * @param bases ids of the commits that services were last built from, by their names
   */
  public Plan plan(GitRepository repository, Map<String, String> bases, Commit head) {
    List<Problem> missing = new ArrayList<>();
    Map<String, Plan> plans = new TreeMap<>();
    for (String id : new TreeSet<>(bases.values())) {
      find(repository, id, bases, missing)
          .ifPresent(base -> plans.put(id, planner.plan(repository, Optional.of(base), head)));
    }
    Plan all = planner.plan(repository, Optional.empty(), head);
    List<Problem> notes = new ArrayList<>(all.notes());
    notes.addAll(missing);
    Map<String, Affected> affected = new TreeMap<>();
    all.affected().forEach(each -> affected.put(each.service().name(), each));
    Map<String, Component> unaffected = new TreeMap<>();
    Map<String, RemovedService> removed = new TreeMap<>();
    plans.forEach(
        (id, plan) -> {
          for (Affected each : plan.affected()) {
            if (id.equals(bases.get(each.service().name()))) {
              affected.put(each.service().name(), each);
            }
          }
          for (Component each : plan.unaffected()) {
            if (id.equals(bases.get(each.name()))) {
              affected.remove(each.name());
              unaffected.put(each.name(), each);
            }
          }
          plan.removed().stream()
              .filter(each -> id.equals(bases.get(each.name())))
              .forEach(each -> removed.put(each.name(), each));
          plan.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        });
    return new Plan(
        all.repository(),
        Optional.empty(),
        head,
        all.catalog(),
        List.copyOf(affected.values()),
        unaffected.values().stream().sorted(Comparator.comparing(Component::name)).toList(),
        List.copyOf(removed.values()),
        notes);
  }

  private static Optional<Commit> find(
      GitRepository repository, String id, Map<String, String> bases, List<Problem> notes) {
    try {
      return Optional.of(repository.resolve(id));
    } catch (UserError missing) {
      List<String> services =
          bases.entrySet().stream()
              .filter(each -> each.getValue().equals(id))
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      notes.add(
          new Problem(
              "",
              0,
              0,
              String.join(", ", services)
                  + ": last built from a commit that cannot be compared with, so built again. "
                  + missing.getMessage()));
      return Optional.empty();
    }
  }
}
