package dev.serin.delivery.base;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.Registry;
import dev.serin.delivery.registry.RegistryPrefix;
import java.util.Optional;

/**
 * Where base images are read from.
 *
 * @param mirror registry that has the images of Docker Hub, under the same names
 * @param prefix what their names start with there; empty for none
 * @param plainHttp whether to do without TLS also on other machines than this one
 */
public record BaseSource(Optional<Registry> mirror, String prefix, boolean plainHttp) {
  private static final String HUB = "docker.io";

  /** Each image from the registry that its name says. */
  public static BaseSource asNamed(boolean plainHttp) {
    return new BaseSource(Optional.empty(), "", plainHttp);
  }

  /**
   * Reads {@code REGISTRY} or {@code REGISTRY/PREFIX}, which stands in for Docker Hub.
   *
   * @throws UserError if it is not of that form
   */
  public static BaseSource mirror(String text, boolean plainHttp) {
    if (text.contains("/")) {
      RegistryPrefix prefixed = RegistryPrefix.parse(text, plainHttp);
      return new BaseSource(Optional.of(prefixed.registry()), prefixed.prefix() + "/", plainHttp);
    }
    // Any repository does; only the registry's name is to be checked.
    RegistryPrefix whole = RegistryPrefix.parse(text + "/library", plainHttp);
    return new BaseSource(Optional.of(whole.registry()), "", plainHttp);
  }

  /** A repository in a registry. */
  record Place(Registry registry, String repository) {}

  Place of(ImageReference name) {
    Registry named = Registry.of(name.getRegistry(), plainHttp);
    return mirror.isPresent() && named.name().equals(HUB)
        ? new Place(mirror.get(), prefix + name.getRepository())
        : new Place(named, name.getRepository());
  }

  /** The full name, the same whatever mirror the image is read from. */
  static String commonName(ImageReference name) {
    String registry = Registry.of(name.getRegistry(), false).name();
    String separator = name.getDigest().isPresent() ? "@" : ":";
    return registry + "/" + name.getRepository() + separator + name.getQualifier();
  }
}
