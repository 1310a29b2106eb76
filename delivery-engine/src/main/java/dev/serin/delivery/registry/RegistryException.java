package dev.serin.delivery.registry;

import java.io.IOException;

/** A registry did not do what was asked of it; the message is for a person. */
public class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception from a message for a person. */
  public RegistryException(String message) {
    super(message);
  }

  /** Makes an exception from a message for a person and what is behind it. */
  public RegistryException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What went wrong, for a person; no full stop at its end. */
  public String explanation() {
    return String.valueOf(getMessage());
  }
}
