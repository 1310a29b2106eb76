package dev.serin.delivery.registry;

import java.time.Duration;
import java.util.Optional;

/** A registry that cannot answer now but may in a while. */
final class BusyRegistryException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  BusyRegistryException(String message, Optional<Duration> retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** How long it asks to be left alone. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
