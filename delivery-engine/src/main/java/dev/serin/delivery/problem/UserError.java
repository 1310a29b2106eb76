package dev.serin.delivery.problem;

/**
 * Something that the person at the command line can mend: the message says what is wrong and what
 * to do. It is shown without a stack trace and ends the command with exit code 2.
 */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an error from a message for a person. */
  public UserError(String message) {
    super(message);
  }

  /** Makes an error from a message for a person and the exception that shows where it came from. */
  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
