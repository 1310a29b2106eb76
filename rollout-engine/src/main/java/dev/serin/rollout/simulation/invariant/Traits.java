package dev.serin.rollout.simulation.invariant;

/**
 * What is to be known of a specification to tell what has to hold.
 *
 * @param kind its way of changing versions
 * @param carried whether pods follow the weight, so that a weight says how many there have to be
 * @param stays whether an aborted version stays for ever
 * @param pingPong whether two Services change roles
 */
public record Traits(Kind kind, boolean carried, boolean stays, boolean pingPong) {
  /** Pods that may be missing, and pods that may be too many, in every specification. */
  static final int MARGIN = 1;

  /** Ways of changing versions. */
  public enum Kind {
    /** A canary whose share is a weight of a route. */
    ROUTED,
    /** A canary whose share is its share of the pods. */
    RATIO,
    /** Two Services, and a switch. */
    BLUE_GREEN
  }
}
