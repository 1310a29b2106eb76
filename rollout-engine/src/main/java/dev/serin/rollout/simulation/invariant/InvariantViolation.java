package dev.serin.rollout.simulation.invariant;

/** Something that has to hold does not: the engine, or what was said of it, is wrong. */
public final class InvariantViolation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String invariant;

  InvariantViolation(String invariant, String what) {
    super(invariant + ": " + what);
    this.invariant = invariant;
  }

  /** The promise that is broken, in words. */
  public String invariant() {
    return invariant;
  }
}
