package dev.serin.jenkins.promotion;

/** A decision that does not count, with the reason in words for the one who made it. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  /** With the reason. */
  public RefusedException(String reason) {
    super(reason);
  }
}
