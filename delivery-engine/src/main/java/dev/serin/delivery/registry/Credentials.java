package dev.serin.delivery.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Who one is at a registry. */
@FunctionalInterface
public interface Credentials {
  /** Nobody, anywhere. */
  Credentials NONE = registry -> Optional.empty();

  /**
   * The credentials for a registry, if there are any.
   *
   * @throws IOException if they are there but cannot be read
   */
  Optional<Credential> of(Registry registry) throws IOException;

  /**
   * Those of {@code docker login}: of {@code $DOCKER_CONFIG/config.json} if that variable is set,
   * else of the user's configuration of Docker or Podman; helpers of either are asked.
   *
   * @param environment the variables of this process
   */
  static Credentials ofDocker(Map<String, String> environment) {
    return registry -> {
      CredentialRetrieverFactory factory =
          CredentialRetrieverFactory.forImage(
              ImageReference.of(registry.name(), "any", null), event -> {}, environment);
      String folder = environment.getOrDefault("DOCKER_CONFIG", "");
      CredentialRetriever retriever =
          folder.isEmpty()
              ? factory.dockerConfig()
              : factory.dockerConfig(Path.of(folder, "config.json"));
      try {
        return retriever.retrieve();
      } catch (CredentialRetrievalException problem) {
        throw new RegistryException(
            "the credentials for "
                + registry.name()
                + " cannot be read from Docker's configuration: "
                + problem.getMessage(),
            problem);
      }
    };
  }
}
