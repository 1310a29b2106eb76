package dev.serin.rollout.experiment;

/** A run cannot be made: something that it needs is not there. The message says what. */
final class UnresolvedException extends Exception {
  private static final long serialVersionUID = 1L;

  UnresolvedException(String message) {
    super(message);
  }
}
