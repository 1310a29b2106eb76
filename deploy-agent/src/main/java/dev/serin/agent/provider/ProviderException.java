package dev.serin.agent.provider;

import org.jspecify.annotations.Nullable;

/** A measurement that came to nothing; the message becomes that of the measurement. */
final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  ProviderException(String problem) {
    super(problem);
  }

  ProviderException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
