package dev.serin.rollout.analysis;

/** An argument that a metric needs has no value. */
public final class UnresolvedArgumentException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says which one. */
  public UnresolvedArgumentException(String problem) {
    super(problem);
  }
}
