package dev.serin.agent.provider;

import java.util.Map;

/** Reads Secrets that templates or providers name; no others. */
interface SecretSource {
  /**
   * The values of a Secret by key.
   *
   * @throws MissingSecretException if there is none of that name
   * @throws ProviderException if it cannot be read now
   */
  Map<String, String> read(String namespace, String name)
      throws MissingSecretException, ProviderException;

  /** There is no such Secret, or nobody may read it. */
  final class MissingSecretException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingSecretException(String problem) {
      super(problem);
    }
  }
}
