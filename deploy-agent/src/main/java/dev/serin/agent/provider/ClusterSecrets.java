package dev.serin.agent.provider;

import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.cluster.ObjectKey;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Secrets of the cluster, read one at a time when they are needed, and never kept. */
final class ClusterSecrets implements SecretSource {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ApiRequests requests;

  ClusterSecrets(ApiRequests requests) {
    this.requests = requests;
  }

  @Override
  public Map<String, String> read(String namespace, String name)
      throws MissingSecretException, ProviderException {
    try {
      Secret secret = requests.get(Secret.class, new ObjectKey(namespace, name), LIMIT);
      Map<String, String> values = new HashMap<>();
      if (secret.getData() != null) {
        secret.getData().forEach((key, value) -> values.put(key, decoded(value)));
      }
      return values;
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == 404) {
        throw new MissingSecretException("secrets \"%s\" not found".formatted(name));
      }
      if (problem.getCode() == 403) {
        throw new MissingSecretException(
            "secrets \"%s\" is forbidden: give the agent the right to get it in namespace %s"
                .formatted(name, namespace));
      }
      throw new ProviderException(
          "Secret %s/%s cannot be read: %s".formatted(namespace, name, problem.getMessage()),
          problem);
    }
  }

  private static String decoded(String value) {
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }
}
