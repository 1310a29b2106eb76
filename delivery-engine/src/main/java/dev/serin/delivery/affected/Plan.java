package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a range of commits affects.
 *
 * @param repository name of the system that the repository holds
 * @param base the commit compared with; nothing for a first build
 * @param head the commit to build
 * @param catalog the catalogue of the head
 * @param affected services to build, sorted by name
 * @param unaffected services whose inputs are the same as at the base, sorted by name
 * @param removed services that the base had and the head has not
 * @param notes what a person should know, though it stops nothing
 */
public record Plan(
    String repository,
    Optional<Commit> base,
    Commit head,
    Catalog catalog,
    List<Affected> affected,
    List<Component> unaffected,
    List<RemovedService> removed,
    List<Problem> notes) {
  /** Copies the collections. */
  public Plan {
    affected = List.copyOf(affected);
    unaffected = List.copyOf(unaffected);
    removed = List.copyOf(removed);
    notes = List.copyOf(notes);
  }
}
