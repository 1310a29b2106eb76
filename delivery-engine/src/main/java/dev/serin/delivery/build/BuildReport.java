package dev.serin.delivery.build;

import java.util.Comparator;
import java.util.List;

/**
 * What became of all services of a request.
 *
 * @param outcomes sorted by the service's name
 */
public record BuildReport(List<ServiceOutcome> outcomes) {
  /** Sorts the outcomes. */
  public BuildReport {
    outcomes = outcomes.stream().sorted(Comparator.comparing(ServiceOutcome::service)).toList();
  }

  /** The services that have an image now. */
  public List<ServiceOutcome.Built> built() {
    return outcomes.stream()
        .filter(ServiceOutcome.Built.class::isInstance)
        .map(ServiceOutcome.Built.class::cast)
        .toList();
  }

  /** The services that failed. */
  public List<ServiceOutcome.Failed> failed() {
    return outcomes.stream()
        .filter(ServiceOutcome.Failed.class::isInstance)
        .map(ServiceOutcome.Failed.class::cast)
        .toList();
  }
}
