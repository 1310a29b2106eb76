package dev.serin.delivery.registry;

import dev.serin.delivery.image.Digest;
import java.util.Map;

/**
 * Something in a repository that refers to an image.
 *
 * @param digest of its manifest
 * @param artifactType what it is
 * @param annotations as the registry lists them; nobody vouches for them
 */
public record Referrer(Digest digest, String artifactType, Map<String, String> annotations) {
  /** Copies the annotations. */
  public Referrer {
    annotations = Map.copyOf(annotations);
  }
}
