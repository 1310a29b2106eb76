package dev.serin.rollout.simulation.invariant;

import dev.serin.rollout.Decision;

/**
 * A promise. It is about what the controller saw: what it could not know is not held against it.
 */
abstract class Invariant {
  private final String name;

  /** A promise in words. */
  Invariant(String name) {
    this.name = name;
  }

  final String name() {
    return name;
  }

  /** Checks a decision before it is carried out. */
  void decided(Seen seen, Decision decision) {}

  /**
   * Checks what everything has come to.
   *
   * @param decision what a controller that starts anew decides then
   */
  void atRest(Seen seen, Decision decision) {}

  @SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency of its own
  final void check(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw new InvariantViolation(name, format.formatted(arguments));
    }
  }
}
