package dev.serin.demo.place;

/** The demo cannot start or go on; the message says why and what to do. */
public final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With nothing but a message. */
  public DemoException(String message) {
    super(message);
  }

  /** With what caused it. */
  public DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
