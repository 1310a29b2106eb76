package dev.serin.delivery.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Files of a repository are not as they must be; carries every problem that was found. */
public final class InvalidInputException extends UserError {
  private static final long serialVersionUID = 1L;

  /** More than anybody mends at once; a hostile file can hold thousands. */
  private static final int MOST_SHOWN = 100;

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
            + problems.stream()
                .limit(MOST_SHOWN)
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining())
            + (problems.size() > MOST_SHOWN
                ? "\n  and " + (problems.size() - MOST_SHOWN) + " more"
                : ""));
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems, sorted by place. */
  public List<Problem> problems() {
    return problems;
  }
}
