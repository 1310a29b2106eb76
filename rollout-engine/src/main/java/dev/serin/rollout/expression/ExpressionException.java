package dev.serin.rollout.expression;

/** An expression that cannot be parsed, or has no value. */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int column;

  /**
   * A problem with its place.
   *
   * @param column where in the text, from 1
   */
  ExpressionException(int column, String problem) {
    super(problem);
    this.column = column;
  }

  /** Where in the text the problem is, from 1. */
  public int column() {
    return column;
  }

  /** The problem with its place, such as {@code unknown name x (column 3)}. */
  public String described() {
    return getMessage() + " (column " + column + ")";
  }
}
