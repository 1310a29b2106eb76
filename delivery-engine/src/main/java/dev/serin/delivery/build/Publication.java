package dev.serin.delivery.build;

import dev.serin.delivery.cache.ImageCache;
import dev.serin.delivery.cache.Scope;
import dev.serin.delivery.evidence.Attestor;
import dev.serin.delivery.registry.ImagePublisher;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of images beyond this machine.
 *
 * @param publisher puts each into the registry once it is made
 * @param scope for which they are built, and so under which tags they are found again
 * @param attestor vouches for each; without one nobody can believe them later
 * @param cache where images that need not be built again are looked for; nothing to build them all
 * @param unpinned services that may come from the cache although not all that their builds read is
 *     pinned
 */
public record Publication(
    ImagePublisher publisher,
    Scope scope,
    Optional<Attestor> attestor,
    Optional<ImageCache> cache,
    Set<String> unpinned) {
  /** Copies the services. */
  public Publication {
    unpinned = Set.copyOf(unpinned);
  }

  /** To the registry and no more. */
  public static Publication plain(ImagePublisher publisher) {
    return new Publication(publisher, Scope.MAIN, Optional.empty(), Optional.empty(), Set.of());
  }
}
