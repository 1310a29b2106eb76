package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.read.CatalogSource;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeChange;
import dev.serin.delivery.git.TreeDiff;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what a range of commits affects.
 *
 * <p>Algorithm: 1. read the catalogues of both commits; 2. match services by name; 3. a service is
 * affected exactly when its {@link Inputs} differs between the two, each taken with the catalogue
 * of its own commit, so that a change of the dependencies themselves counts; it need not be
 * computed for services of which no file was {@linkplain Untouched touched}; 4. the differing
 * inputs are the reasons. Without a base, or with one whose catalogue cannot be read and so cannot
 * have been built, every service is affected, and the reason says so.
 */
public final class Planner {
  private final CatalogSource catalogs;

  /** Makes a planner that takes catalogues from a given place. */
  public Planner(CatalogSource catalogs) {
    this.catalogs = catalogs;
  }

  /**
   * Makes the plan.
   *
   * @param base the commit that was built last; nothing for a first build
   * @param head the commit to build
   * @throws InvalidInputException when the catalogue of the head has problems
   */
  public Plan plan(GitRepository repository, Optional<Commit> base, Commit head) {
    CommitTree headTree = repository.tree(head);
    List<Problem> unreadable = new ArrayList<>();
    // The base at first: it is known more often, and the head's catalogue is mostly the same.
    Optional<Snapshot> before = base.flatMap(commit -> snapshot(repository, commit, unreadable));
    Snapshot after = new Snapshot(catalogs.readWithServices(headTree), headTree);
    List<TreeChange> changes = before.map(earlier -> changes(earlier, after)).orElse(List.of());
    List<Problem> notes = new ArrayList<>(after.catalog().notes());
    notes.addAll(unreadable);
    notes.addAll(PathNotes.of(changes, headTree));
    String why =
        base.isEmpty()
            ? "first build: no earlier commit was given to compare with"
            : "first build: the catalogue of " + base.get().shortId() + " cannot be read";
    List<Affected> affected = new ArrayList<>();
    List<Component> unaffected = new ArrayList<>();
    Optional<Untouched> untouched = before.map(earlier -> new Untouched(earlier, after, changes));
    for (Component service : after.catalog().services()) {
      if (untouched.isPresent() && untouched.get().contains(service)) {
        unaffected.add(service);
        continue;
      }
      Inputs inputs = CommitInputs.of(service, after);
      List<Reason> reasons =
          before
              .map(earlier -> reasons(service, inputs, earlier, after))
              .orElse(List.of(new Reason(Reason.Kind.FIRST, why)));
      if (reasons.isEmpty()) {
        unaffected.add(service);
      } else {
        affected.add(new Affected(service, inputs, reasons));
      }
    }
    return new Plan(
        repository.name(),
        base,
        head,
        after.catalog(),
        affected,
        unaffected,
        before.map(earlier -> removed(earlier, after)).orElse(List.of()),
        notes);
  }

  private Optional<Snapshot> snapshot(
      GitRepository repository, Commit commit, List<Problem> notes) {
    CommitTree tree = repository.tree(commit);
    try {
      return Optional.of(new Snapshot(catalogs.read(tree), tree));
    } catch (InvalidInputException e) {
      Problem first = e.problems().get(0);
      notes.add(
          new Problem(
              "",
              0,
              0,
              "the catalogue of the base "
                  + commit.shortId()
                  + " has "
                  + e.problems().size()
                  + (e.problems().size() == 1 ? " problem" : " problems")
                  + ", so every service counts as new; the first one: "
                  + first));
      return Optional.empty();
    }
  }

  private static List<TreeChange> changes(Snapshot before, Snapshot after) {
    return TreeDiff.changes(before.tree(), after.tree(), RepositoryPath.ROOT);
  }

  private static List<Reason> reasons(
      Component service, Inputs inputs, Snapshot before, Snapshot after) {
    Optional<Component> earlier = before.catalog().service(service.name());
    if (earlier.isEmpty()) {
      return List.of(new Reason(Reason.Kind.FIRST, "first build: the service is new"));
    }
    if (inputs.equals(CommitInputs.of(earlier.get(), before))) {
      return List.of();
    }
    return new ReasonFinder(before, after).reasons(earlier.get(), service);
  }

  private static List<RemovedService> removed(Snapshot before, Snapshot after) {
    return before.catalog().services().stream()
        .filter(service -> after.catalog().service(service.name()).isEmpty())
        .map(service -> new RemovedService(service.name(), service.path()))
        .collect(Collectors.toList());
  }
}
