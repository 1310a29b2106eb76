package dev.serin.agent.provider;

import dev.serin.agent.provider.SecretSource.MissingSecretException;
import java.util.Map;

/** Secrets with addresses and keys of metric servers, in the agent's own namespace. */
final class ServerSecrets {
  private final SecretSource source;
  private final String namespace;

  ServerSecrets(SecretSource source, String namespace) {
    this.source = source;
    this.namespace = namespace;
  }

  /**
   * Reads one.
   *
   * @throws ProviderException if there is none
   */
  Map<String, String> read(String name) throws ProviderException {
    return read(namespace, name);
  }

  /** Reads one of another namespace. */
  Map<String, String> read(String elsewhere, String name) throws ProviderException {
    try {
      return source.read(elsewhere, name);
    } catch (MissingSecretException problem) {
      throw new ProviderException(String.valueOf(problem.getMessage()), problem);
    }
  }
}
