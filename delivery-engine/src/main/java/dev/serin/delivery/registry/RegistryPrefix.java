package dev.serin.delivery.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;

/**
 * Where images go: a registry, and what the names of its repositories start with.
 *
 * @param registry that takes them
 * @param prefix such as {@code team/shop}
 */
public record RegistryPrefix(Registry registry, String prefix) {
  /**
   * Reads {@code REGISTRY/PREFIX}, such as {@code registry.example/shop}.
   *
   * @param plainHttp whether to do without TLS also on other machines than this one
   * @throws UserError if it is not of that form
   */
  public static RegistryPrefix parse(String text, boolean plainHttp) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    String prefix = slash < 0 ? "" : text.substring(slash + 1);
    boolean named = host.contains(".") || host.contains(":") || host.equals("localhost");
    if (!named
        || !ImageReference.isValidRegistry(host)
        || !ImageReference.isValidRepository(prefix)) {
      throw new UserError(
          "'%s' is not REGISTRY/PREFIX: a host with an optional port, a slash and lower-case words, such as registry.example/shop or 127.0.0.1:5000/shop. The scheme is not part of it."
              .formatted(Printable.line(text)));
    }
    return new RegistryPrefix(Registry.of(host, plainHttp), prefix);
  }

  /** The repository of a service's images, within the registry. */
  public String repository(String service) {
    return prefix + "/" + service;
  }

  /** A service's image by digest, such as {@code registry.example/shop/cart@sha256:…}. */
  public String pinned(String service, Digest digest) {
    return registry.name() + "/" + repository(service) + "@" + digest;
  }

  @Override
  public String toString() {
    return registry.name() + "/" + prefix;
  }
}
