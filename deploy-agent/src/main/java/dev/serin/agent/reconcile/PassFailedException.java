package dev.serin.agent.reconcile;

import java.util.List;

/** Parts of a pass over a rollout could not be carried out; the pass has to be repeated. */
final class PassFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  PassFailedException(List<? extends Throwable> problems) {
    super(
        String.join(
            "; ", problems.stream().map(problem -> String.valueOf(problem.getMessage())).toList()),
        problems.get(0));
    problems.stream().skip(1).forEach(this::addSuppressed);
  }
}
