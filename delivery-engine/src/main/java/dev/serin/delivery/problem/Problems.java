package dev.serin.delivery.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects problems, so that a person sees all of them at once. Not safe for use by two threads.
 */
public final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  /** Adds a problem at a place in a file; line and column count from 1, 0 means not known. */
  public void add(String file, int line, int column, String message) {
    add(new Problem(file, line, column, message));
  }

  /** Adds a problem of a whole file or folder. */
  public void add(String file, String message) {
    add(new Problem(file, 0, 0, message));
  }

  /** Adds a problem. */
  public void add(Problem problem) {
    problems.add(problem);
  }

  /** Returns whether nothing was wrong. */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Returns what was added, sorted by file, line and column, each problem once. */
  public List<Problem> list() {
    return problems.stream().distinct().sorted().toList();
  }

  /**
   * Ends the work when anything was added.
   *
   * @param headline what could not be done, as the first line of the message
   * @throws InvalidInputException with all the problems, when there are any
   */
  public void throwIfAny(String headline) {
    if (!problems.isEmpty()) {
      throw new InvalidInputException(headline, list());
    }
  }
}
