package dev.serin.delivery.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;

/**
 * An image by its full name.
 *
 * @param registry that has it
 * @param repository within the registry
 * @param reference digest or tag
 */
public record RemoteImage(Registry registry, String repository, String reference) {
  /**
   * Reads a name such as {@code registry.example/shop/cart@sha256:…}.
   *
   * @param plainHttp whether to do without TLS also on other machines than this one
   * @throws UserError if it is none
   */
  public static RemoteImage parse(String text, boolean plainHttp) {
    try {
      ImageReference name = ImageReference.parse(text);
      return new RemoteImage(
          Registry.of(name.getRegistry(), plainHttp), name.getRepository(), name.getQualifier());
    } catch (InvalidImageReferenceException notAName) {
      throw new UserError(
          "'%s' is no image's name, such as registry.example/shop/cart@sha256:…"
              .formatted(Printable.line(text)),
          notAName);
    }
  }

  /**
   * The manifest or index that it means now.
   *
   * @throws RegistryException if there is none
   */
  public Manifest manifest(RegistryClient client) throws IOException, InterruptedException {
    return client
        .manifest(repository, reference, MediaTypes.IMAGES)
        .orElseThrow(
            () ->
                new RegistryException(
                    "registry %s has no image %s with %s"
                        .formatted(
                            registry.name(),
                            repository,
                            Digest.isDigest(reference) ? "this digest" : "the tag " + reference)));
  }

  /** The name that never changes its meaning. */
  public String pinned(Digest digest) {
    return registry.name() + "/" + repository + "@" + digest;
  }

  @Override
  public String toString() {
    String separator = Digest.isDigest(reference) ? "@" : ":";
    return registry.name() + "/" + repository + separator + reference;
  }
}
