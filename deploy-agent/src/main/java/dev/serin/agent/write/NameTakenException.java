package dev.serin.agent.write;

/** An object cannot be created, since somebody else has one of its name. The message says who. */
public final class NameTakenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NameTakenException(String message, Throwable cause) {
    super(message, cause);
  }
}
