package dev.serin.delivery.gc;

import dev.serin.delivery.image.Digest;
import java.util.Set;

/**
 * What becomes of one image.
 *
 * @param repository within the registry
 * @param digest of its manifest or index
 * @param kept whether it stays
 * @param reason why
 * @param parts images that an index lists and nobody else has, which go with it
 */
public record Collected(
    String repository, Digest digest, boolean kept, String reason, Set<Digest> parts) {
  /** Copies the parts. */
  public Collected {
    parts = Set.copyOf(parts);
  }
}
