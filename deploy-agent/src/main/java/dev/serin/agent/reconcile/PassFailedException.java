package dev.serin.agent.reconcile;

import dev.serin.agent.queue.RetryLater;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Parts of a pass over a rollout could not be carried out; the pass has to be repeated. */
final class PassFailedException extends Exception implements RetryLater {

  private static final long serialVersionUID = 1L;

  private final Duration atLeast;

  PassFailedException(List<? extends Throwable> problems) {
    super(
        String.join(
            "; ", problems.stream().map(problem -> String.valueOf(problem.getMessage())).toList()),
        problems.get(0));
    problems.stream().skip(1).forEach(this::addSuppressed);
    atLeast =
        problems.stream()
            .filter(RetryLater.class::isInstance)
            .map(problem -> ((RetryLater) problem).atLeast())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
  }

  @Override
  public Duration atLeast() {
    return atLeast;
  }
}
