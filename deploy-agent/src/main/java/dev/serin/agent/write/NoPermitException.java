package dev.serin.agent.write;

/** The agent may not write, or no longer: nothing was written. */
public final class NoPermitException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Says what was not written, and why. */
  public NoPermitException(String message) {
    super(message);
  }
}
