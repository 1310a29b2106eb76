package dev.serin.demo.story;

/** A story cannot be told as it is written; the message says why. */
public final class StoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A story that does not fit the shop. */
  public StoryException(String message) {
    super(message);
  }

  /** A story that something else stood in the way of. */
  public StoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
