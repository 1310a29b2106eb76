package dev.serin.delivery.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Files of a repository are not as they must be; carries every problem that was found. */
public final class InvalidInputException extends UserError {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Makes an error from all problems.
   *
   * @param headline what could not be done
   * @param problems at least one problem
   */
  public InvalidInputException(String headline, List<Problem> problems) {
    super(
        headline
            + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems, sorted by place. */
  public List<Problem> problems() {
    return problems;
  }
}
