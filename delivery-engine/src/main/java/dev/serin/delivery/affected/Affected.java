package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Component;
import java.util.List;

/**
 * A service that must be built, and why.
 *
 * @param service the service, as in the catalogue of the plan's head
 * @param inputHash hash of all that its build reads
 * @param reasons at least one
 */
public record Affected(Component service, String inputHash, List<Reason> reasons) {
  /** Copies the reasons. */
  public Affected {
    reasons = List.copyOf(reasons);
  }
}
