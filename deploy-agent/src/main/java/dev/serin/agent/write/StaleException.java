package dev.serin.agent.write;

/** The object has changed since it was observed: nothing was written; observe and decide again. */
public final class StaleException extends Exception {

  private static final long serialVersionUID = 1L;

  StaleException(String message, Throwable cause) {
    super(message, cause);
  }
}
