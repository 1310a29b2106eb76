package dev.serin.delivery.affected;

import dev.serin.delivery.catalog.Component;
import java.util.List;

/**
 * A service that must be built, and why.
 *
 * @param service the service, as in the catalogue of the plan's head
 * @param inputs all that its build reads of the commit
 * @param reasons at least one
 */
public record Affected(Component service, Inputs inputs, List<Reason> reasons) {
  /** Copies the reasons. */
  public Affected {
    reasons = List.copyOf(reasons);
  }

  /** The hash of all that its build reads of the commit. */
  public String inputHash() {
    return inputs.hash();
  }
}
